# SPDX-License-Identifier: GPL-3.0-or-later
"""What the service meets on a session bus: a notification server, the window, a clock; and the data that it reads."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import tempfile

import gi

gi.require_version('Gio', '2.0')
from gi.repository import Gio, GLib  # noqa: E402

APP_ID = os.environ['SL_TEST_APP_ID']
SERVICE_ID = APP_ID + '.Reminder'
PROGRAM = os.environ['SL_TEST_REMINDER']
CTL = os.environ['SL_TEST_CTL']
# Generous: a test that passes never waits for it.
DEADLINE = int(os.environ.get('SL_TEST_DEADLINE', '120'))

SERVER = '''<node><interface name="org.freedesktop.Notifications">
<method name="Notify"><arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/>
<arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="as" direction="in"/><arg type="a{sv}" direction="in"/>
<arg type="i" direction="in"/><arg type="u" direction="out"/></method>
<method name="CloseNotification"><arg type="u" direction="in"/></method>
<method name="GetCapabilities"><arg type="as" direction="out"/></method>
<method name="GetServerInformation"><arg type="s" direction="out"/><arg type="s" direction="out"/><arg type="s" direction="out"/>
<arg type="s" direction="out"/></method>
<signal name="ActionInvoked"><arg type="u"/><arg type="s"/></signal>
<signal name="NotificationClosed"><arg type="u"/><arg type="u"/></signal>
</interface></node>'''
WINDOW = '''<node><interface name="org.freedesktop.Application">
<method name="Activate"><arg type="a{sv}" direction="in"/></method>
<method name="ActivateAction"><arg type="s" direction="in"/><arg type="av" direction="in"/><arg type="a{sv}" direction="in"/></method>
</interface></node>'''


def wait(condition, what):
    """Lets things happen until the condition holds."""
    end = GLib.get_monotonic_time() + DEADLINE * 1000000
    while not condition():
        if GLib.get_monotonic_time() > end:
            raise AssertionError(f'waited in vain for {what}')
        timer = GLib.timeout_add(50, lambda: GLib.SOURCE_CONTINUE)
        GLib.MainContext.default().iteration(True)
        GLib.source_remove(timer)


class Server:
    """A notification server: keeps what it is asked to show, and presses buttons."""

    def __init__(self, bus):
        self.bus = bus
        self.all = []      # every Notify, in order: (number, title, body, {action: label})
        self.senders = []  # whose each of them is, by process
        self.open = set()  # the numbers of those that are shown
        self.last = 0
        node = Gio.DBusNodeInfo.new_for_xml(SERVER)
        bus.register_object('/org/freedesktop/Notifications', node.interfaces[0], self.call, None, None)
        own(bus, 'org.freedesktop.Notifications')

    def call(self, bus, sender, path, interface, method, parameters, invocation):
        if method == 'Notify':
            values = parameters.unpack()
            self.last += 1
            number = values[1] or self.last
            self.all.append((number, values[3], values[4], dict(zip(values[5][::2], values[5][1::2]))))
            self.senders.append(ask_bus('GetConnectionUnixProcessID', sender, '(u)'))
            self.open.add(number)
            invocation.return_value(GLib.Variant('(u)', (number,)))
        elif method == 'CloseNotification':
            self.open.discard(parameters.unpack()[0])
            invocation.return_value(None)
        elif method == 'GetCapabilities':
            invocation.return_value(GLib.Variant('(as)', (['actions', 'body'],)))
        else:
            invocation.return_value(GLib.Variant('(ssss)', ('test', 'test', '1', '1.2')))

    def titles(self):
        return [note[1] for note in self.all]

    def labels(self, index):
        return [label for name, label in self.all[index][3].items() if name != 'default']

    def emit(self, signal_name, value):
        self.bus.emit_signal(None, '/org/freedesktop/Notifications', 'org.freedesktop.Notifications', signal_name, value)

    def press(self, index, label):
        """As a person does; the notification goes then, as in GNOME Shell."""
        number, _title, _body, actions = self.all[index]
        action = next(name for name, text in actions.items() if text == label and name != 'default')
        self.emit('ActionInvoked', GLib.Variant('(us)', (number, action)))
        self.open.discard(number)
        self.emit('NotificationClosed', GLib.Variant('(uu)', (number, 2)))


class Window:
    """The window's place on the bus: notes what it is asked to open."""

    def __init__(self, bus):
        self.calls = []
        node = Gio.DBusNodeInfo.new_for_xml(WINDOW)
        bus.register_object('/' + APP_ID.replace('.', '/'), node.interfaces[0], self.call, None, None)
        self.bus = bus
        own(bus, APP_ID)

    def leave(self):
        """Nobody has a window open."""
        self.bus.call_sync('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus', 'ReleaseName',
                           GLib.Variant('(s)', (APP_ID,)), None, Gio.DBusCallFlags.NONE, -1, None)

    def come(self):
        own(self.bus, APP_ID)

    def call(self, bus, sender, path, interface, method, parameters, invocation):
        self.calls.append((method, *parameters.unpack()))
        invocation.return_value(None)


def own(bus, name):
    answer = bus.call_sync('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus', 'RequestName',
                           GLib.Variant('(su)', (name, 4)), None, Gio.DBusCallFlags.NONE, -1, None)
    assert answer.unpack() == (1,), f'{name} is taken'


def ask_bus(method, name, kind):
    bus = Gio.bus_get_sync(Gio.BusType.SESSION, None)
    return bus.call_sync('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus', method,
                         GLib.Variant('(s)', (name,)), GLib.VariantType(kind), Gio.DBusCallFlags.NONE, -1, None).unpack()[0]


def settle(name):
    """Until the program has what left the bus for it before: the answers to what it asked to show, and who came and went. Its main
    loop gets them in that order."""
    bus = Gio.bus_get_sync(Gio.BusType.SESSION, None)
    bus.call_sync(name, '/' + name.replace('.', '/'), 'org.gtk.Actions', 'List', None, None, Gio.DBusCallFlags.NONE, DEADLINE * 1000, None)


class Stage:
    """A folder with data, a clock, and the service that runs on them."""

    def __init__(self, now, zone='Europe/Berlin'):
        self.dir = tempfile.mkdtemp(prefix='shortlist-reminder-')
        self.data = os.path.join(self.dir, 'data')
        self.clock = os.path.join(self.dir, 'clock')
        self.program = None
        self.set_clock(now, zone)

    def set_clock(self, now, zone=None):
        self.zone = zone or self.zone
        with open(self.clock + '.new', 'w', encoding='utf-8') as file:
            file.write(f'{now} {self.zone}\n')
        os.rename(self.clock + '.new', self.clock)

    def ctl(self, *arguments):
        run = subprocess.run([CTL, '--data-dir', self.data, *arguments], capture_output=True, text=True, check=False)
        assert run.returncode == 0, f'{arguments}: {run.stderr}'
        return run.stdout.strip()

    def json(self, *arguments):
        return json.loads(self.ctl(*arguments, '--json'))

    def remind(self, title, at, *more):
        return self.ctl('remind', 'add', '--title', title, '--at', at, *more)

    def start(self, **settings):
        """@settings: kept in a file that the service watches."""
        environment = dict(os.environ)
        if settings:
            environment.update(GSETTINGS_BACKEND='keyfile', XDG_CONFIG_HOME=self.dir)
            self.set(**settings)
        self.program = subprocess.Popen([PROGRAM, '--data-dir', self.data, '--clock-file', self.clock, '--ctl', self.stand_in()],
                                        env=environment)

    def stand_in(self):
        """A program in place of shortlistctl, which notes that it was called."""
        path = os.path.join(self.dir, 'ctl')
        with open(path, 'w', encoding='utf-8') as file:
            file.write(f'#!/bin/sh\nshift 2\necho "$@" >>{self.dir}/rounds\n')
        os.chmod(path, 0o700)
        return path

    def rounds(self):
        """What it was called with, in order."""
        path = os.path.join(self.dir, 'rounds')
        return open(path, encoding='utf-8').read().splitlines() if os.path.exists(path) else []

    def sign_in(self, **columns):
        """An account, as syncing leaves it."""
        columns = {'one': 1, 'id': 'a', 'address': 'http://127.0.0.1:1', 'email': 'me@example.org', 'agreed': 1} | columns
        with sqlite3.connect(f'{self.data}/shortlist.db', timeout=DEADLINE) as data:
            data.execute(f'INSERT OR REPLACE INTO sync_account ({", ".join(columns)}) VALUES ({", ".join("?" * len(columns))})',
                         tuple(columns.values()))
        data.close()

    def set(self, **settings):
        path = os.path.join(self.dir, 'glib-2.0', 'settings')
        os.makedirs(path, exist_ok=True)
        with open(os.path.join(path, 'keyfile.new'), 'w', encoding='utf-8') as file:
            file.write('[io/github/shortlistapp/Shortlist]\n')
            file.writelines(f'{key.replace("_", "-")}={value}\n' for key, value in settings.items())
        os.rename(file.name, os.path.join(path, 'keyfile'))

    def is_running(self):
        return ask_bus('NameHasOwner', SERVICE_ID, '(b)')

    def settle(self):
        """Before, it couldn't take a notification back."""
        settle(SERVICE_ID)

    def kill(self):
        self.program.send_signal(signal.SIGKILL)
        self.program.wait()
        wait(lambda: not ask_bus('NameHasOwner', SERVICE_ID, '(b)'), 'the end of the service')

    def end(self):
        if self.program is not None:
            self.program.kill()
            self.program.wait()
        wait(lambda: not ask_bus('NameHasOwner', SERVICE_ID, '(b)'), 'the end of the service')
        shutil.rmtree(self.dir)
