#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The service on a real session bus. All times lie in 2031, after whatever day the records are made on. That something
doesn't come is shown by another reminder that comes, alone, at the last moment before."""

import os
import sqlite3
import sys
import traceback

from stage import DEADLINE, Server, Stage, Window, wait
from gi.repository import Gio, GLib

bus = Gio.bus_get_sync(Gio.BusType.SESSION, None)
server = Server(bus)
window = Window(bus)


def shown(*titles):
    """What was shown from the beginning, in order."""
    wait(lambda: len(server.all) >= len(titles), f'{titles[len(server.all):]} after {server.titles()}')
    assert server.titles() == list(titles), server.titles()


def interview(stage, day, time):
    job = stage.ctl('add', '--company', 'Torvmark', '--role', 'Baker', '--status', 'Interviewing')
    stage.ctl('stage', 'add', job, '--name', 'Panel', '--date', day, '--time', time)


def test_on_time(stage):
    """Comes when its time has come, not before, and once."""
    stage.remind('Before', '2031-03-18 13:59')
    stage.remind('Send the papers', '2031-03-18 14:00', '--description', 'Both of them')
    stage.remind('After', '2031-03-18 15:00')
    stage.start()
    stage.set_clock('2031-03-18T12:59:59Z')
    shown('Before')
    stage.set_clock('2031-03-18T13:00:00Z')
    shown('Before', 'Send the papers')
    assert 'Both of them' in server.all[1][2], server.all
    assert server.labels(1) == ['Done', 'Later…', 'Open'], server.all
    stage.set_clock('2031-03-18T14:00:00Z')
    shown('Before', 'Send the papers', 'After')


def test_added_meanwhile(stage):
    """What another program adds is noticed while the service sleeps."""
    stage.remind('Now', '2031-03-18 07:00')
    stage.start()
    shown('Now')
    stage.remind('New', '2031-03-18 06:59')
    shown('Now', 'New')


def test_kill(stage):
    """Killed and started again it shows nothing twice, and goes on."""
    for hour in (14, 15, 16):
        stage.remind(f'At {hour}', f'2031-03-18 {hour}:00')
    stage.set_clock('2031-03-18T13:00:00Z')
    stage.start()
    shown('At 14')
    wait(lambda: is_noted(stage, 1), 'the note that it was shown')
    stage.kill()
    stage.start()
    stage.set_clock('2031-03-18T14:00:00Z')
    shown('At 14', 'At 15')
    wait(lambda: is_noted(stage, 2), 'the note that it was shown')
    stage.kill()
    stage.set_clock('2031-03-18T15:00:00Z')
    stage.start()
    shown('At 14', 'At 15', 'At 16')


def is_noted(stage, count):
    with sqlite3.connect(f'file:{stage.data}/shortlist.db?mode=ro', uri=True, timeout=DEADLINE) as data:
        return data.execute('SELECT count(*) FROM deliveries WHERE delivered_at > 0').fetchone()[0] == count


def test_killed_between(stage):
    """A program that was killed after it had claimed a reminder, but before it had shown it, loses none: another one
    shows it a minute later, and not before."""
    reminder = stage.remind('Claimed', '2031-03-18 14:00')
    stage.remind('Before', '2031-03-18 14:00')
    at = 1931605200 * 1000000
    with sqlite3.connect(f'{stage.data}/shortlist.db', timeout=DEADLINE) as data:
        data.execute('INSERT INTO deliveries VALUES (?, ?, ?)', (f'reminder:{reminder}', at, -at))
    stage.set_clock('2031-03-18T13:00:30Z')
    stage.start()
    shown('Before')
    stage.set_clock('2031-03-18T13:01:00Z')
    shown('Before', 'Claimed')


def test_spring(stage):
    """On 2031-03-30 at two it is three: an hour before 9:00 is 8:00 by the new time."""
    interview(stage, '2031-03-30', '09:00')
    stage.remind('Before the day', '2031-03-29 08:59')
    stage.remind('In the gap', '2031-03-30 02:30')
    stage.remind('Before the hour', '2031-03-30 07:59')
    stage.start()
    stage.set_clock('2031-03-29T07:59:59Z')
    shown('Before the day')
    stage.set_clock('2031-03-29T08:00:00Z')
    shown('Before the day', 'Panel at Torvmark')
    stage.set_clock('2031-03-30T01:30:00Z')
    shown('Before the day', 'Panel at Torvmark', 'In the gap')
    stage.set_clock('2031-03-30T05:59:59Z')
    shown('Before the day', 'Panel at Torvmark', 'In the gap', 'Before the hour')
    stage.set_clock('2031-03-30T06:00:00Z')
    shown('Before the day', 'Panel at Torvmark', 'In the gap', 'Before the hour', 'Panel at Torvmark')


def test_autumn(stage):
    """On 2031-10-26 at three it is two again."""
    interview(stage, '2031-10-26', '09:00')
    stage.remind('Before the day', '2031-10-25 08:59')
    stage.remind('Before the hour', '2031-10-26 07:59')
    stage.start()
    stage.set_clock('2031-10-25T06:59:59Z')
    shown('Before the day')
    stage.set_clock('2031-10-25T07:00:00Z')
    shown('Before the day', 'Panel at Torvmark')
    stage.set_clock('2031-10-26T06:59:59Z')
    shown('Before the day', 'Panel at Torvmark', 'Before the hour')
    stage.set_clock('2031-10-26T07:00:00Z')
    shown('Before the day', 'Panel at Torvmark', 'Before the hour', 'Panel at Torvmark')


def test_zone(stage):
    """The person travels: a deadline's morning is the morning there, and what was shown isn't shown again."""
    job = stage.ctl('add', '--company', 'Torvmark', '--role', 'Baker', '--status', 'Offer')
    stage.ctl('offer', 'set', job, '--deadline', '2031-05-12')
    stage.remind('At nine in Berlin', '2031-05-11 9:00')
    offer = 'Answer the offer of Torvmark'
    stage.start()
    stage.set_clock('2031-05-09T07:00:00Z')
    shown(offer)
    stage.set_clock('2031-05-09T13:00:00Z', 'America/New_York')
    stage.set_clock('2031-05-11T07:00:00Z')
    shown(offer, 'At nine in Berlin')
    stage.set_clock('2031-05-11T13:00:00Z')
    shown(offer, 'At nine in Berlin', offer)


def test_suspend(stage):
    """The computer slept over three of them: they are told together, once, and lead to the page that has them all."""
    for hour in (10, 11, 12, 20):
        stage.remind(f'At {hour}', f'2031-03-18 {hour}:00')
    stage.start()
    stage.set_clock('2031-03-18T17:00:00Z')
    shown('3 reminders while you were away')
    assert server.all[0][2] == 'At 10\nAt 11\nAt 12', server.all
    server.press(0, 'Open')
    wait(lambda: window.calls, 'the window')
    assert window.calls[0][:3] == ('ActivateAction', 'open-page', ['today']), window.calls
    stage.set_clock('2031-03-18T19:00:00Z')
    shown('3 reminders while you were away', 'At 20')


def test_crowd(stage):
    """Many at once come together, a few one by one."""
    for i in range(4):
        stage.remind(f'Number {i}', '2031-03-18 14:00')
    for i in range(3):
        stage.remind(f'Single {i}', '2031-03-18 15:00')
    stage.start()
    stage.set_clock('2031-03-18T13:00:00Z')
    shown('4 reminders')
    assert server.labels(0) == ['Open'], server.all
    stage.set_clock('2031-03-18T14:00:00Z')
    shown('4 reminders', 'Single 0', 'Single 1', 'Single 2')


def test_off(stage):
    """Missed while the computer was off: told at the next start, but not what is older than anybody cares for."""
    stage.remind('Long ago', '2031-01-18 10:00')
    stage.remind('Yesterday', '2031-03-17 10:00')
    stage.start()
    shown('Yesterday')
    assert server.labels(0) == ['Done', 'Later…', 'Open'], server.all


def test_done(stage):
    """The button does it, without the window, as one step of undo."""
    stage.remind('One', '2031-03-18 14:00')
    stage.set_clock('2031-03-18T13:00:00Z')
    stage.start()
    shown('One')
    server.press(0, 'Done')
    wait(lambda: stage.json('remind', 'list', '--days', '36000') == [], 'the deed')
    assert stage.json('log')[0]['description'] == 'Marked “One” as done', stage.json('log')
    assert not window.calls, window.calls
    stage.ctl('undo')
    assert len(stage.json('remind', 'list', '--days', '36000')) == 1
    # It was shown: brought back, it doesn't come once more.
    stage.remind('Two', '2031-03-18 14:01')
    stage.set_clock('2031-03-18T13:01:00Z')
    shown('One', 'Two')


def test_done_elsewhere(stage):
    """Done in the window or on the command line, its notification goes."""
    reminder = stage.remind('One', '2031-03-18 14:00')
    stage.set_clock('2031-03-18T13:00:00Z')
    stage.start()
    shown('One')
    stage.settle()
    stage.ctl('remind', 'done', reminder)
    wait(lambda: not server.open, 'the end of the notification')


def test_snooze(stage):
    """Later asks until when, and then it comes again; open leads to the application."""
    interview(stage, '2031-03-19', '15:00')
    stage.set_clock('2031-03-18T14:00:00Z')
    stage.start()
    shown('Panel at Torvmark')
    assert server.all[0][2] == 'Baker · tomorrow 15:00', server.all
    server.press(0, 'Later…')
    shown('Panel at Torvmark', 'Panel at Torvmark')
    assert server.labels(1) == ['In 1 hour', 'Tomorrow', 'Next week'], server.all
    server.press(1, 'In 1 hour')
    wait(lambda: not stage.json('remind', 'list', '--days', '36000')[0]['automatic'], 'the deed')
    stage.remind('Before', '2031-03-18 15:59')
    stage.set_clock('2031-03-18T14:59:59Z')
    shown('Panel at Torvmark', 'Panel at Torvmark', 'Before')
    stage.set_clock('2031-03-18T15:00:00Z')
    shown('Panel at Torvmark', 'Panel at Torvmark', 'Before', 'Panel at Torvmark')
    server.press(3, 'Open')
    wait(lambda: window.calls, 'the window')
    job = stage.json('list')[0]['id']
    assert window.calls[0][:3] == ('ActivateAction', 'open-record', [('application', job)]), window.calls


def test_private(stage):
    """Private mode takes away what says names, and what comes then says none."""
    stage.remind('Call Quillmark', '2031-03-18 14:00')
    stage.remind('Write to Torvmark', '2031-03-18 15:00')
    stage.set_clock('2031-03-18T13:00:00Z')
    stage.start(private_mode='false')
    shown('Call Quillmark')
    assert server.open, server.all
    stage.settle()
    stage.set(private_mode='true')
    wait(lambda: not server.open, 'the end of the notification')
    stage.set_clock('2031-03-18T14:00:00Z')
    shown('Call Quillmark', 'A Reminder')
    assert 'Torvmark' not in server.all[1][2], server.all


def test_damaged(stage):
    """A damaged file is left to the window, which can say so; once it is whole again, reminders come."""
    stage.remind('One', '2031-03-18 14:00')
    path = f'{stage.data}/shortlist.db'
    os.rename(path, f'{stage.dir}/whole')
    with open(path, 'wb') as file:
        file.write(b'no database' * 1000)
    stage.set_clock('2031-03-18T13:00:00Z')
    stage.start()
    wait(stage.is_running, 'the service')
    os.rename(f'{stage.dir}/whole', path)
    shown('One')
    assert not [name for name in os.listdir(stage.data) if 'damaged' in name], os.listdir(stage.data)


def at(text):
    """Microseconds since 1970 UTC."""
    return GLib.DateTime.new_from_iso8601(text, None).to_unix() * 1000000


def test_syncs_by_the_hour(stage):
    """While no window is open, and somebody signed in and agreed, a round comes about once an hour; an open window sees to it
    itself."""
    stage.remind('Send the papers', '2032-01-01 12:00')
    stage.sign_in(last_success=at('2031-03-18T05:59:00Z'), last_try=at('2031-03-18T05:59:00Z'))
    window.leave()
    try:
        stage.remind('First', '2031-03-18 07:00')
        stage.start()
        shown('First')
        stage.set_clock('2031-03-18T06:16:00Z')
        wait(lambda: stage.rounds() == ['sync --background'], 'the first round')
        stage.remind('Before', '2031-03-18 07:50')
        stage.set_clock('2031-03-18T07:03:00Z')
        shown('First', 'Before')
        assert len(stage.rounds()) == 1, stage.rounds()
        stage.set_clock('2031-03-18T07:30:00Z')
        wait(lambda: len(stage.rounds()) == 2, 'the next one')
    finally:
        window.come()
    stage.remind('With the window', '2031-03-18 10:00')
    stage.set_clock('2031-03-18T10:00:00Z')
    shown('First', 'Before', 'With the window')
    assert len(stage.rounds()) == 2, stage.rounds()


def test_does_not_sync_unasked(stage):
    """Not before the first round was agreed to, and not where nobody wants it by itself."""
    stage.remind('Soon', '2031-03-18 12:00')
    stage.sign_in(agreed=0)
    window.leave()
    try:
        stage.start()
        stage.set_clock('2031-03-18T12:00:00Z')
        shown('Soon')
        assert stage.rounds() == [], stage.rounds()
    finally:
        window.come()


def test_warns_after_three_days(stage):
    """Once, and taken back when it goes again."""
    day = 24 * 3600 * 1000000
    now = at('2031-03-18T06:00:00Z')
    stage.remind('Send the papers', '2032-01-01 12:00')
    stage.sign_in(last_success=now - 4 * day, last_try=now - 2 * day, n_failures=9, message='No way there.')
    stage.start()
    stage.remind('Now', '2031-03-18 06:59')
    shown('Now')
    stage.sign_in(last_success=now - 4 * day, last_try=now - 1000, n_failures=10, message='No way there.')
    shown('Now', 'Nothing was synced for three days')
    assert server.all[1][2] == 'No way there.', server.all
    stage.remind('Again', '2031-03-18 06:59')
    shown('Now', 'Nothing was synced for three days', 'Again')
    stage.settle()
    stage.sign_in(last_success=now, last_try=now)
    wait(lambda: server.all[1][0] not in server.open and 2 not in server.open, 'that it is taken back')


def test_warns_where_nothing_is_tried(stage):
    """Without a network no round fails: told all the same, but not to a computer that has just woken up."""
    stage.remind('Send the papers', '2032-01-01 12:00')
    stage.sign_in(last_success=at('2031-03-18T05:59:00Z'), last_try=at('2031-03-18T05:59:00Z'))
    window.leave()
    try:
        stage.start()
        stage.remind('First', '2031-03-18 06:59')
        shown('First')
        stage.remind('Second', '2031-03-21 08:00')
        stage.set_clock('2031-03-21T07:10:00Z')
        shown('First', 'Second')
        stage.settle()
        assert len(server.all) == 2, server.titles()
        stage.set_clock('2031-03-21T08:11:00Z')
        shown('First', 'Second', 'Nothing was synced for three days')
    finally:
        window.come()


def test_no_data(stage):
    """Without a job search there is nothing to wait for, and nothing is made."""
    stage.start()
    wait(lambda: stage.program.poll() is not None, 'its end')
    assert stage.program.returncode == 0, stage.program.returncode


def main():
    wanted = sys.argv[1:]
    tests = [(name[5:], test) for name, test in globals().items() if name.startswith('test_') and (not wanted or name[5:] in wanted)]
    failed = False
    print(f'1..{len(tests)}')
    for number, (name, test) in enumerate(tests, 1):
        server.all.clear()
        server.open.clear()
        window.calls.clear()
        stage = Stage('2031-03-18T06:00:00Z')
        try:
            test(stage)
            print(f'ok {number} {name}', flush=True)
        except Exception:
            failed = True
            print(f'not ok {number} {name}', flush=True)
            traceback.print_exc()
        stage.end()
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
