#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reminders while the window is open: it shows them itself where there is no service, leaves them to the service when
there is one, and takes over again when that is killed; each comes once."""

import os
import pathlib
import sqlite3
import subprocess
import sys
import tempfile
import time

BUILD = os.path.dirname(os.environ['SL_TEST_PROGRAM'])
os.environ.setdefault('SL_TEST_REMINDER', os.path.join(BUILD, 'reminder', 'shortlist-reminder'))
os.environ.setdefault('SL_TEST_CTL', os.path.join(BUILD, 'cli', 'shortlistctl'))
os.environ.setdefault('SL_TEST_APP_ID', 'io.github.shortlistapp.Shortlist')
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / 'reminder'))

from gi.repository import Gio  # noqa: E402
from stage import APP_ID, CTL, DEADLINE, PROGRAM, SERVICE_ID, Server, ask_bus, settle, wait  # noqa: E402

server = Server(Gio.bus_get_sync(Gio.BusType.SESSION, None))


class Desk:
    """The person's own data, in a home of its own."""

    def __init__(self, home):
        self.data = os.path.join(home, 'shortlist')
        self.environment = {**os.environ, 'XDG_DATA_HOME': home, 'XDG_CONFIG_HOME': home, 'G_DEBUG': 'fatal-criticals'}
        self.programs = []

    def ctl(self, *arguments):
        return subprocess.run([CTL, '--data-dir', self.data, *arguments], check=True, capture_output=True, text=True).stdout.strip()

    def remind_soon(self, title):
        """In a few seconds: the command line knows minutes only."""
        reminder = self.ctl('remind', 'add', '--title', title, '--in', '1h')
        with sqlite3.connect(os.path.join(self.data, 'shortlist.db'), timeout=DEADLINE) as data:
            data.execute('UPDATE reminders SET remind_at = ? WHERE id = ?', (int((time.time() + 3) * 1000000), reminder))
        # A step of its own has everybody look again.
        self.ctl('remind', 'set', reminder, '--description', 'soon')
        return reminder

    def start(self, *command):
        program = subprocess.Popen(command, env=self.environment)
        self.programs.append(program)
        return program

    def close(self):
        for program in self.programs:
            program.kill()
            program.wait()


def is_owned(name):
    return ask_bus('NameHasOwner', name, '(b)')


def shown(*titles):
    wait(lambda: len(server.all) >= len(titles), f'{titles[len(server.all):]} after {server.titles()}')
    assert server.titles() == list(titles), server.titles()


def walk(desk):
    desk.ctl('add', '--company', 'Torvmark', '--role', 'Baker')
    window = desk.start(os.environ['SL_TEST_PROGRAM'])
    wait(lambda: is_owned(APP_ID), 'the window')

    desk.remind_soon('Alone')
    shown('Alone')
    assert server.senders == [window.pid], server.senders
    server.press(0, 'Done')
    wait(lambda: 'Alone' not in desk.ctl('remind', 'list'), 'the deed')

    service = desk.start(PROGRAM, '--data-dir', desk.data)
    wait(lambda: is_owned(SERVICE_ID), 'the service')
    settle(APP_ID)
    desk.remind_soon('Together')
    shown('Alone', 'Together')
    desk.remind_soon('Together again')
    shown('Alone', 'Together', 'Together again')
    assert server.senders[1:] == [service.pid] * 2, server.senders

    service.kill()
    service.wait()
    wait(lambda: not is_owned(SERVICE_ID), 'the end of the service')
    settle(APP_ID)
    desk.remind_soon('Alone again')
    shown('Alone', 'Together', 'Together again', 'Alone again')
    assert server.senders[3] == window.pid, server.senders


def main():
    print('1..1')
    with tempfile.TemporaryDirectory(prefix='shortlist-ui-') as home:
        desk = Desk(home)
        try:
            walk(desk)
            print('ok 1 walk')
        except Exception as error:  # told as TAP
            print('# %s: %s\nnot ok 1 walk' % (type(error).__name__, error))
            return 1
        finally:
            desk.close()
    return 0


if __name__ == '__main__':
    sys.exit(main())
