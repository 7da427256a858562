#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two windows on data of their own, one server, and a network that can be pulled: signing in, the first sync, an edit that
reaches the other window, and both being the same at the end. The keyring is the real one, the server the model."""

import atexit
import json
import os
import select
import shutil
import socket
import subprocess
import sys
import tempfile
import threading

from driver import App, Failed, die_with_the_test, run, wait_until

BUILD = os.path.dirname(os.path.dirname(os.environ['SL_TEST_PROGRAM']))
CTL = os.path.join(BUILD, 'src', 'cli', 'shortlistctl')
SERVER = os.environ.get('SL_TEST_MODEL_SERVER', os.path.join(BUILD, 'tests', 'offertracker', 'model-server'))
KEYRING = os.environ.get('SL_TEST_KEYRING', 'gnome-keyring-daemon')
PASSWORD = 'correct-horse'


class Keyring:
    """The system's own, on the test's session bus, open."""

    def __init__(self):
        self.home = tempfile.mkdtemp(prefix='shortlist-keyring-')
        environment = dict(os.environ, HOME=self.home, XDG_DATA_HOME=self.home, XDG_RUNTIME_DIR=self.home)
        environment.pop('DISPLAY', None)
        self.process = subprocess.Popen([KEYRING, '--foreground', '--components=secrets', '--unlock', '--control-directory=' + self.home],
                                        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                        env=environment, preexec_fn=die_with_the_test)
        self.process.stdin.write(b'pw')
        self.process.stdin.close()
        wait_until(self.is_there, 'the keyring')
        atexit.register(self.close)

    @staticmethod
    def is_there():
        asked = subprocess.run(['dbus-send', '--session', '--print-reply', '--dest=org.freedesktop.DBus', '/', 'org.freedesktop.DBus.NameHasOwner',
                                'string:org.freedesktop.secrets'], capture_output=True, text=True)
        return 'boolean true' in asked.stdout

    def close(self):
        self.process.kill()
        self.process.wait()
        shutil.rmtree(self.home, ignore_errors=True)


class Server:
    """The model server, which one reaches through a cable that can be pulled."""

    def __init__(self, profile='head'):
        self.process = subprocess.Popen([SERVER, '--port', '0', '--profile', profile, '--user', 'first:' + PASSWORD], stdout=subprocess.PIPE, text=True,
                                        preexec_fn=die_with_the_test)
        for line in self.process.stdout:
            if 'http://127.0.0.1:' in line:
                self.inner = int(line.split('http://127.0.0.1:')[1].split(';')[0])
                break
        self.port = 0
        self.listener = None
        self.lock = threading.Lock()
        self.ends = []
        self.plug()

    @property
    def address(self):
        return 'http://127.0.0.1:%d' % self.port

    def plug(self):
        self.listener = socket.create_server(('127.0.0.1', self.port), reuse_port=True)
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.listen, args=(self.listener,), daemon=True).start()

    def listen(self, listener):
        while True:
            try:
                outside, _ = listener.accept()
            except OSError:
                return
            inside = socket.create_connection(('127.0.0.1', self.inner))
            with self.lock:
                self.ends += [outside, inside]
            threading.Thread(target=self.carry, args=(outside, inside), daemon=True).start()

    @staticmethod
    def carry(outside, inside):
        try:
            while True:
                for end in select.select([outside, inside], [], [])[0]:
                    data = end.recv(65536)
                    if not data:
                        return
                    (inside if end is outside else outside).sendall(data)
        except (OSError, ValueError):
            pass
        finally:
            for end in (outside, inside):
                end.close()

    def pull(self):
        """In the middle of whatever goes on."""
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        with self.lock:
            for end in self.ends:
                try:
                    end.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass
            self.ends.clear()

    def close(self):
        self.pull()
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()


class Desk:
    """What one of these tests has around its first window."""

    def __init__(self):
        self.server = Server()
        self.others = []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for app in self.others:
            app.close()
        self.server.close()

    def open_other(self):
        self.others.append(App(None))
        return self.others[-1]


def ctl(app, *arguments):
    return subprocess.run([CTL, '--data-dir', app.data_dir, *arguments], capture_output=True, text=True, check=True).stdout


def add(app, company, role, *more):
    return ctl(app, 'add', '--company', company, '--role', role, '--status', 'Applied', *more).strip()


def roles(app):
    return sorted((each['company_name'], each['role_title']) for each in json.loads(ctl(app, 'list', '--json')))


def open_sync(app):
    app.take_focus()
    app.press('F10')
    app.find(role='menu item')
    app.press('s')


def fill_in(app, server, password=PASSWORD):
    app.fill(server.address, role='text', name='Server Address')
    app.fill('first@example.org', role='text', name='E-Mail')
    app.fill(password, role='text', name='Password')


def sign_in(app, server):
    open_sync(app)
    fill_in(app, server)
    app.click(role='button', name='Sign In')
    app.find(role='button', name='Begin Syncing')


def begin(app):
    app.click(role='button', name='Begin Syncing')
    app.find(contains='Everything is synced')
    app.press('Escape')
    app.gone(role='dialog')


def sync_now(app):
    app.take_focus()
    app.click(role='toggle button', name='Sync')
    app.click(role='button', name='Sync Now')


def picture(name):
    """For whoever wants to look: SL_UI_PICTURES is a folder."""
    folder = os.environ.get('SL_UI_PICTURES')
    if folder:
        subprocess.run(['import', '-window', 'root', os.path.join(folder, name + '.png')], check=False)


def says_nothing_while_signed_out(app):
    add(app, 'Torvmark', 'Baker')
    app.find(role='table row', starts='Baker at Torvmark')
    assert not app.has(role='toggle button', name='Sync')
    open_sync(app)
    app.find(role='text', name='Server Address')
    picture('signed-out')
    app.click(role='button', name='Sign In')
    app.find(contains='address')
    picture('no-address')
    app.press('Escape')
    app.gone(role='dialog')


def refuses_a_wrong_password(app):
    with Desk() as desk:
        open_sync(app)
        fill_in(app, desk.server, 'wrong-horse')
        app.click(role='button', name='Sign In')
        app.find(contains='password')
        picture('wrong-password')
        app.fill(PASSWORD, role='text', name='Password')
        app.click(role='button', name='Sign In')
        app.find(role='button', name='Begin Syncing')


def brings_two_windows_together(app):
    with Desk() as desk:
        add(app, 'Torvmark', 'Baker')
        app.find(role='table row', starts='Baker at Torvmark')
        sign_in(app, desk.server)
        app.find(contains='1 to send')
        picture('first')
        begin(app)

        other = desk.open_other()
        add(other, 'Velkholt', 'Joiner')
        other.find(role='table row', starts='Joiner at Velkholt')
        sign_in(other, desk.server)
        other.find(contains='1 to send')
        other.find(contains='1 to fetch')
        begin(other)
        other.find(role='table row', starts='Baker at Torvmark')
        sync_now(app)
        app.find(role='table row', starts='Joiner at Velkholt')
        picture('popover')


if __name__ == '__main__':
    keyring = Keyring()
    run(says_nothing_while_signed_out, refuses_a_wrong_password, brings_two_windows_together)
