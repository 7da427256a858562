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
import sqlite3
import subprocess
import sys
import tempfile
import threading

from driver import DEADLINE, App, Failed, die_with_the_test, run, wait_until

BUILD = os.path.dirname(os.path.dirname(os.environ['SL_TEST_PROGRAM']))
CTL = os.path.join(BUILD, 'src', 'cli', 'shortlistctl')
SERVER = os.environ.get('SL_TEST_MODEL_SERVER', os.path.join(BUILD, 'tests', 'offertracker', 'model-server'))
KEYRING = os.environ.get('SL_TEST_KEYRING', 'gnome-keyring-daemon')
PASSWORD = 'correct-horse'
WORDS = 'This role may not be published on our server. Ask the people who run it, or choose other words. ' * 3
BODY = json.dumps({'detail': [{'loc': ['body', 'role_title'], 'msg': WORDS.strip(), 'type': 'value_error'}]})


def answer(status, body):
    """As bytes of a reply."""
    return ('HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s' % (status, len(body), body)).encode()


REFUSAL = answer('422 Unprocessable Entity', BODY)


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
        self.profile = profile
        self.start('first', 'third')
        self.port = 0
        self.listener = None
        self.lock = threading.Lock()
        self.ends = []
        self.loses = None   # the answer to a request that begins with this is lost, and the cable pulled with it…
        self.spares = 0     # …but so many are carried before
        self.instead = {}   # what says this is answered otherwise: as a server with rules of its own would; None: not at all
        self.plug()

    def start(self, *users):
        self.process = subprocess.Popen([SERVER, '--port', '0', '--profile', self.profile,
                                         *(word for user in users for word in ('--user', user + ':' + PASSWORD))],
                                        stdout=subprocess.PIPE, text=True, preexec_fn=die_with_the_test)
        for line in self.process.stdout:
            if 'http://127.0.0.1:' in line:
                self.inner = int(line.split('http://127.0.0.1:')[1].split(';')[0])
                break

    def end(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()

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
                if self.listener is not listener:  # pulled meanwhile
                    outside.close()
                    inside.close()
                    return
                self.ends += [outside, inside]
            threading.Thread(target=self.carry, args=(outside, inside), daemon=True).start()

    def is_to_lose(self, request):
        if self.loses is None or not request.startswith(self.loses):
            return False
        with self.lock:
            self.spares -= 1
            return self.spares < 0

    def carry(self, outside, inside):
        loses = False
        try:
            while True:
                for end in select.select([outside, inside], [], [])[0]:
                    data = end.recv(65536)
                    if not data:
                        return
                    loses = loses or (end is outside and self.is_to_lose(data))
                    if end is inside and loses:
                        self.pull()
                        return
                    said = next((words for words in self.instead if end is outside and words in data), None)
                    if said is not None and self.instead[said] is not None:
                        outside.sendall(self.instead[said])
                        return
                    if said is not None:
                        continue
                    (inside if end is outside else outside).sendall(data)
        except (OSError, ValueError):
            pass
        finally:
            for end in (outside, inside):
                end.close()

    def pull(self):
        """In the middle of whatever goes on; what is pulled already stays so."""
        with self.lock:
            listener, self.listener = self.listener, None
            if listener is not None:
                listener.shutdown(socket.SHUT_RDWR)
                listener.close()
            for end in self.ends:
                try:
                    end.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass
            self.ends.clear()

    def close(self):
        self.pull()
        self.end()


class Desk:
    """What one of these tests has around its first window."""

    def __init__(self, profile='head'):
        self.server = Server(profile)
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


def fill_in(app, server, password=PASSWORD, email='first@example.org'):
    app.fill(server.address, role='text', name='Server Address')
    app.fill(email, role='text', name='E-Mail')
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


def last_try(app):
    with sqlite3.connect(os.path.join(app.data_dir, 'shortlist.db'), timeout=DEADLINE) as data:
        return data.execute('SELECT last_try FROM sync_account').fetchone()[0]


def wants_uploads(app):
    with sqlite3.connect(os.path.join(app.data_dir, 'shortlist.db'), timeout=DEADLINE) as data:
        return data.execute('SELECT uploads FROM sync_account').fetchone()[0] == 1


def ask_for_round(app):
    """By the button where it is in sight, else by the key."""
    button = next(iter(app.all(role='button', name='Sync Now')), None)
    if button is not None and button.enabled:
        button.activate()
    else:
        app.press('ctrl+r')


def sync_now(app):
    """A round that began after this, and is over: one may be under way already."""
    app.take_focus()
    for _ in range(2):
        before = last_try(app)
        wait_until(lambda: last_try(app) != before or ask_for_round(app), 'a round')


def says(app, words):
    """In the button of the sidebar."""
    app.find(role='toggle button', starts=words)


def open_popover(app):
    app.take_focus()
    app.click(role='toggle button', contains='ynced')
    app.find(role='button', name='Account…')


def close_popover(app):
    """An open one keeps the keys from every other window."""
    app.take_focus()
    wait_until(lambda: not app.has(role='button', name='Account…') or app.press('Escape'), 'the popover to close')


def picture(name, app=None):
    """For whoever wants to look: SL_UI_PICTURES is a folder. @app: in front of the other one."""
    folder = os.environ.get('SL_UI_PICTURES')
    if folder:
        # Nobody but this keeps the windows in an order.
        if app is not None:
            found = subprocess.run(['xdotool', 'search', '--onlyvisible', '--all', '--pid', str(app.process.pid), '--name', '^[A-Z]'],
                                   capture_output=True, text=True).stdout.split()
            for window in found:
                subprocess.run(['xdotool', 'windowraise', window], check=False)
        subprocess.run(['import', '-window', 'root', os.path.join(folder, name + '.png')], check=False)


def says_nothing_while_signed_out(app):
    add(app, 'Torvmark', 'Baker')
    app.find(role='table row', starts='Baker at Torvmark')
    assert not app.has(role='toggle button', contains='ynced')
    open_sync(app)
    app.find(role='text', name='Server Address')
    picture('signed-out')
    app.click(role='button', name='Sign In')
    app.find(starts='Enter the server’s address')
    picture('no-address')
    app.take_focus()
    app.press('Escape')
    app.gone(role='dialog')


def refuses_a_wrong_password(app):
    with Desk() as desk:
        open_sync(app)
        fill_in(app, desk.server, 'wrong-horse')
        app.click(role='button', name='Sign In')
        app.find(starts='The server doesn’t know this e-mail address with this password.')
        picture('wrong-password')
        app.fill(PASSWORD, role='text', name='Password')
        app.tab_to(app.find(role='text', name='Password'))
        app.press('Return')
        app.find(role='button', name='Begin Syncing')


def brings_two_windows_together(app):
    with Desk() as desk:
        add(app, 'Torvmark', 'Baker')
        app.find(role='table row', starts='Baker at Torvmark')
        sign_in(app, desk.server)
        app.find(contains='1 to send')
        app.find(contains='stays on this computer alone')
        app.find(contains='go with their application and aren’t counted here')
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
        open_popover(app)
        picture('popover', app)


def pair(desk, app):
    """Two windows on the same account."""
    sign_in(app, desk.server)
    begin(app)
    other = desk.open_other()
    sign_in(other, desk.server)
    begin(other)
    return other


def survives_a_pulled_cable(app):
    with Desk() as desk:
        first = add(app, 'Torvmark', 'Baker')
        app.find(role='table row', starts='Baker at Torvmark')
        other = pair(desk, app)
        # Or they would go one by one, by themselves.
        desk.server.pull()
        for number in range(30):
            add(app, 'Company %02d' % number, 'Joiner')
        ctl(app, 'set', first, '--role', 'Miller')

        # In the middle of sending. A new row is found again in the lists; whether a change of one is done, the window waits
        # for three minutes to be sure of, which nothing here lets pass.
        desk.server.loses, desk.server.spares = b'POST /api/v1/applications', 10
        desk.server.plug()
        sync_now(app)
        says(app, 'Syncing waits')
        open_popover(app)
        app.find(contains='waiting change')
        picture('pulled', app)
        close_popover(app)

        desk.server.loses = None
        desk.server.plug()
        sync_now(app)
        says(app, 'Everything is synced')
        sync_now(other)
        assert roles(other) == roles(app), (roles(other), roles(app))
        assert len(roles(app)) == 31, roles(app)


def tells_what_the_server_does_not_take(app):
    with Desk() as desk:
        add(app, 'Torvmark', 'Baker')
        app.find(role='table row', starts='Baker at Torvmark')
        sign_in(app, desk.server)
        begin(app)
        desk.server.instead[b'Alchemist'] = REFUSAL
        add(app, 'Velkholt', 'Alchemist')
        app.find(role='table row', starts='Alchemist at Velkholt')
        sync_now(app)
        says(app, 'The server doesn’t take 1 change')
        open_popover(app)
        app.click(role='button', name='1 waiting change')
        app.find(contains='Role: This role may not be published')
        picture('outbox')
        assert 'Role: This role may not be published' in ctl(app, 'outbox'), ctl(app, 'outbox')
        assert 'The server refused: Application' in ctl(app, 'sync', '--log'), ctl(app, 'sync', '--log')
        app.click(role='button', name='Retry')
        app.find(contains='The server refused it again. Role: This role may not be published')
        picture('refused-again')
        app.click(role='button', name='Discard, Move to Trash')
        app.find(contains='Everything Is on the Server')
        app.find(contains='Took the server’s version')
        picture('discarded')
        assert roles(app) == [('Torvmark', 'Baker')], roles(app)
        app.click(role='button', name='Undo')
        app.find(contains='Alchemist at Velkholt')
        desk.server.instead.clear()
        app.click(role='button', name='Sync Now')
        app.find(contains='Everything Is on the Server')


def show_refused(app, desk):
    """In the list of what waits."""
    desk.server.instead[b'Alchemist'] = REFUSAL
    add(app, 'Velkholt', 'Alchemist')
    app.find(role='table row', starts='Alchemist at Velkholt')
    sync_now(app)
    says(app, 'The server doesn’t take 1 change')
    open_popover(app)
    app.click(role='button', name='1 waiting change')


def opens_what_waits(app):
    """With one click, and with one key."""
    with Desk() as desk:
        sign_in(app, desk.server)
        begin(app)
        show_refused(app, desk)
        app.point(role='label', name='Alchemist at Velkholt')
        app.gone(role='button', name='Retry')
        app.find(role='button', name='Status: Applied')
        app.find(starts='The server doesn’t take it. Role: This role may not be published')
        picture('opened-refused', app)
        open_popover(app)
        app.click(role='button', name='1 waiting change')
        app.focused(role='list item', starts='Alchemist at Velkholt')
        app.press('Return')
        app.gone(role='button', name='Retry')


def import_many(app):
    """More than a list keeps rows of."""
    table = 'company,role,status\n' + ''.join('Company %03d,Joiner %03d,Applied\n' % (number, number) for number in range(600))
    subprocess.run([CTL, '--data-dir', app.data_dir, 'import', '-'], input=table, capture_output=True, text=True, check=True)


def reads_a_row_anew_that_comes_back_into_sight(app):
    with Desk() as desk:
        sign_in(app, desk.server)
        begin(app)
        desk.server.pull()
        import_many(app)
        ids = {each['role_title']: each['id'] for each in json.loads(ctl(app, 'list', '--json'))}
        says(app, 'Syncing waits')
        open_popover(app)
        app.click(role='button', name='600 waiting changes')

        def rows():
            return [node.name.split(' at ')[0] for node in app.all(role='list item', starts='Joiner')]

        # Not with the wheel: GTK's list may lose its place where many turns come between two frames. Not the ones with the focus:
        # it may hold them.
        app.tab_to(app.find(role='list item', starts='Joiner'))
        app.press('Home')
        app.focused(role='list item', starts='Joiner 000')
        first = wait_until(lambda: len(rows()) > 2 and rows(), 'the list')[2]
        app.press('End')
        app.focused(role='list item', starts='Joiner 599')
        last = wait_until(lambda: rows()[:1] > ['Joiner 500'] and rows(), 'what stands far below')[-3]
        # They come in their order: whoever shows the second has read the first.
        ctl(app, 'set', ids[first], '--role', 'Miller')
        ctl(app, 'set', ids[last], '--role', 'Baker')
        app.find(role='list item', starts='Baker at Company')
        app.press('Home')
        app.find(role='list item', starts='Miller at Company')
        picture('outbox-back-in-sight', app)
        desk.server.plug()


def walks_among_rows_that_leave(app):
    with Desk() as desk:
        sign_in(app, desk.server)
        begin(app)
        desk.server.pull()
        import_many(app)
        says(app, 'Syncing waits')
        open_popover(app)
        app.click(role='button', name='600 waiting changes')
        app.tab_to(app.find(role='list item', starts='Joiner'))
        app.press('End')
        app.focused(role='list item', starts='Joiner 599')
        app.press('Home')
        app.focused(role='list item', starts='Joiner 000')
        app.press('End')

        # Half of them leave by themselves, one after the other, before the cable is pulled again.
        desk.server.loses, desk.server.spares = b'POST /api/v1/applications', 300
        desk.server.plug()
        app.click(role='button', name='Sync Now')

        def walk():
            app.press('End', 'Prior', 'Up', 'Home', 'Next', 'Down', 'Delete', 'End', 'Up', 'End', 'Next', 'Home', 'Prior', delay=5)
            app.is_well()
            return desk.server.listener is None
        wait_until(walk, 'the cable to be pulled')
        app.settle()
        app.press('End')
        app.focused(role='list item', starts='Joiner')
        # And the rest while the focus is on the last one.
        desk.server.loses = None
        desk.server.plug()
        app.click(role='button', name='Sync Now')
        wait_until(lambda: app.press('End', 'Up', 'End', 'Prior', 'Next', delay=5) or app.is_well() or app.has(contains='Everything Is on the Server'), 'an empty list')


# Keys come while rows go.
walks_among_rows_that_leave.moves = True


def keeps_the_loser_of_a_conflict(app):
    with Desk() as desk:
        first = add(app, 'Torvmark', 'Baker')
        app.find(role='table row', starts='Baker at Torvmark')
        other = pair(desk, app)
        there = json.loads(ctl(other, 'list', '--json'))[0]['id']
        ctl(app, 'set', first, '--role', 'Miller')
        ctl(other, 'set', there, '--role', 'Joiner')
        sync_now(other)
        sync_now(app)
        says(app, 'Synced, 1 conflict to look at. Last synced')
        picture('conflict-in-button', app)
        open_popover(app)
        app.click(role='button', name='1 conflict')
        app.find(contains='What you wrote')
        app.find(name='Miller')
        picture('conflict', app)
        app.click(role='button', name='Use This Instead')
        app.find(contains='Took the other version')
        app.find(contains='No Conflicts')
        app.click(role='button', name='Undo')
        app.click(role='button', name='Keep as It Is')
        app.find(contains='No Conflicts')
        app.find(contains='Kept it as it is')
        picture('kept', app)
        app.click(role='button', name='Undo')
        app.click(role='button', name='Use This Instead')
        app.find(contains='No Conflicts')
        app.take_focus()
        wait_until(lambda: not app.has(role='dialog') or app.press('Escape'), 'the dialog to close')
        app.find(role='table row', starts='Miller at Torvmark')
        sync_now(app)
        sync_now(other)
        other.find(role='table row', starts='Miller at Torvmark')


def brings_together_what_is_being_typed(app):
    """One types and asks for a round at once: it takes along what was typed, and brings what the other one wrote."""
    notes = 'Call on Monday.\n\nAsk about the flat.\n\nBring the certificate.'
    merged = 'Mine. ' + notes + '\nTheir line.'

    def read(where):
        return json.loads(ctl(where, 'list', '--json'))[0]['notes']

    with Desk() as desk:
        add(app, 'Torvmark', 'Baker', '--notes', notes)
        app.find(role='table row', starts='Baker at Torvmark')
        other = pair(desk, app)
        ctl(other, 'set', json.loads(ctl(other, 'list', '--json'))[0]['id'], '--notes', notes + '\nTheir line.')
        sync_now(other)
        app.take_focus()
        app.point(role='table row', starts='Baker at Torvmark', across=0.1)
        app.press('Return')
        app.find(role='text', name='Role')
        app.tab_to(app.find(role='text', name='Notes', showing=False))
        app.press('ctrl+Home')
        app.settle()
        before = last_try(app)
        subprocess.run(['xdotool', 'type', '--clearmodifiers', '--delay', '5', 'Mine. '], check=True)
        subprocess.run(['xdotool', 'key', '--clearmodifiers', 'ctrl+r'], check=True)
        wait_until(lambda: last_try(app) != before, 'the round')
        wait_until(lambda: read(app) == merged, 'both texts')
        assert app.find(role='text', name='Notes').text == merged
        picture('typed', app)
        # That round has sent it already.
        sync_now(other)
        assert read(other) == merged, read(other)
        assert json.loads(ctl(app, 'conflicts', '--json')) == []


def signs_out(app):
    with Desk() as desk:
        add(app, 'Torvmark', 'Baker')
        app.find(role='table row', starts='Baker at Torvmark')
        sign_in(app, desk.server)
        begin(app)
        open_sync(app)
        app.find(name='first@example.org')
        picture('account')
        app.point(role='label', name='Log')
        wait_until(lambda: 'sent 1 change' in app.find(role='text', name='Log').text, 'the log')
        picture('log')
        app.press('Escape')
        app.find(name='first@example.org')
        app.point(role='label', name='Send Files of Résumés')
        wait_until(lambda: wants_uploads(app), 'the choice to send files')
        app.tab_to(app.find(role='button', name='Sign Out…'))
        app.press('Return')
        picture('sign-out')
        app.click(role='button', name='Sign Out and Keep')
        app.find(role='text', name='Server Address')
        app.press('Escape')
        app.gone(role='toggle button', contains='ynced')
        assert roles(app) == [('Torvmark', 'Baker')], roles(app)


if __name__ == '__main__':
    keyring = Keyring()
    run(says_nothing_while_signed_out, refuses_a_wrong_password, brings_two_windows_together, survives_a_pulled_cable,
        tells_what_the_server_does_not_take, opens_what_waits, reads_a_row_anew_that_comes_back_into_sight,
        walks_among_rows_that_leave, keeps_the_loser_of_a_conflict, brings_together_what_is_being_typed, signs_out)
