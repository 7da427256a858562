#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""One whole search, by the keyboard: a saved job becomes an application, goes through three rounds to an offer and a look
back, with a reminder that arrives on the bus and is settled there; the command line reads all of it back."""

import json
import os
import pathlib
import subprocess
import sys

BUILD = os.path.dirname(os.environ['SL_TEST_PROGRAM'])
os.environ.setdefault('SL_TEST_REMINDER', os.path.join(BUILD, 'reminder', 'shortlist-reminder'))
os.environ.setdefault('SL_TEST_CTL', os.path.join(BUILD, 'cli', 'shortlistctl'))
os.environ.setdefault('SL_TEST_APP_ID', 'io.github.shortlistapp.Shortlist')
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / 'reminder'))

from gi.repository import Gio  # noqa: E402
from driver import die_with_the_test, run  # noqa: E402
from stage import CTL, PROGRAM, SERVICE_ID, Server, ask_bus, wait  # noqa: E402

server = Server(Gio.bus_get_sync(Gio.BusType.SESSION, None))


def ctl(app, *arguments):
    return subprocess.run([CTL, '--data-dir', app.data_dir, *arguments], check=True, capture_output=True, text=True).stdout.strip()


def read(app, *arguments):
    return json.loads(ctl(app, *arguments, '--json'))


def press_on(app, *keys, walk='Tab', **what):
    """Walks there and presses the keys."""
    app.tab_to(app.find(**what), presses=80, key=walk)
    app.press(*keys)


def write_into(app, text, name):
    app.tab_to(app.find(role='text', name=name), presses=80)
    app.type(text)


def save_a_job(app):
    app.find(name='No Saved Jobs')
    press_on(app, 'Return', role='button', name='Save a Job')
    app.focused(role='text', name='Company')
    app.type('Torvmark')
    write_into(app, 'Baker', 'Role')
    write_into(app, '2031-05-01', 'Application deadline')
    app.press('Return')
    app.gone(role='dialog', name='New Saved Job')


def apply_for_it(app):
    press_on(app, 'ctrl+Return', role='list item', starts='Baker, Torvmark')
    app.find(starts='Turned the saved job at Torvmark')
    # It is sent, and told.
    press_on(app, 'space', role='button', name='Status: Saved')
    app.focused(role='list item', name='Saved')
    app.press('Down', 'Return')
    app.find(role='button', name='Status: Applied')


def add_round(app, name, day, walk='shift+Tab'):
    press_on(app, 'Return', walk=walk, role='button', name='Add round')
    app.focused(role='text', name='Name')
    app.type(name)
    write_into(app, day, 'Date')
    app.press('Return')
    app.gone(role='dialog', name='New Round')


def go_through_rounds(app):
    add_round(app, 'Phone screen', '2020-03-02', walk='Tab')
    app.find(role='button', starts='Status: Interviewing')
    # How it went is asked for, and set in place.
    app.find(contains='How did “Phone screen” go?')
    press_on(app, 'space', role='toggle button', name='Result of “Phone screen”: Pending')
    app.find(role='menu item')
    app.press('Down', 'Return')
    app.gone(contains='How did “Phone screen” go?')
    add_round(app, 'Technical interview', '2031-03-10')
    add_round(app, 'Final round', '2031-03-20')


def add_more(app, *keys):
    press_on(app, 'space', role='toggle button', name='Add more')
    app.find(role='menu item')
    app.press(*keys, 'Return')


def get_an_offer(app):
    add_more(app)
    app.find(role='dialog', name='New Offer')
    write_into(app, '52000', 'Salary')
    write_into(app, '2031-04-01', 'Answer by')
    app.press('Return')
    app.gone(role='dialog', name='New Offer')
    app.find(role='button', starts='Status: Offer')


def look_back(app):
    add_more(app, 'Down')
    app.find(role='dialog', name='Looking Back')
    write_into(app, 'Asked good questions', 'What went well')
    press_on(app, 'Return', role='button', name='Add')
    app.gone(role='dialog', name='Looking Back')
    app.find(role='button', name='Edit the look back')
    # One step back and forth.
    app.press('ctrl+z')
    app.gone(role='button', name='Edit the look back')
    app.press('ctrl+shift+z')
    app.find(role='button', name='Edit the look back')


def make_a_reminder(app):
    press_on(app, 'Return', walk='shift+Tab', role='button', name='Remind me')
    app.find(role='dialog', name='New Reminder')
    app.press('ctrl+a')
    app.type('Ask about the oven')
    app.tab_to(app.find(role='text', name='When'))
    app.press('ctrl+a')
    app.type('2031-03-05 14:30')
    app.press('Return')
    app.gone(role='dialog', name='New Reminder')
    app.find(role='list item', contains='Ask about the oven')


def set_clock(path, now):
    with open(path + '.new', 'w', encoding='utf-8') as file:
        file.write(now + ' Europe/Berlin\n')
    os.rename(path + '.new', path)


def is_reminded(app):
    """The service, with a clock of its own, shows it on the bus; Done is pressed there, and the window follows."""
    clock = os.path.join(app.data_dir, 'clock')
    set_clock(clock, '2031-03-05T13:29:00Z')
    service = subprocess.Popen([PROGRAM, '--data-dir', app.data_dir, '--clock-file', clock], preexec_fn=die_with_the_test)
    try:
        wait(lambda: ask_bus('NameHasOwner', SERVICE_ID, '(b)'), 'the service')
        assert not server.all, server.titles()
        set_clock(clock, '2031-03-05T13:30:00Z')
        wait(lambda: server.all, 'the notification')
        server.press(0, 'Done')
        app.gone(role='list item', contains='Ask about the oven')
        assert server.titles() == ['Ask about the oven'], server.titles()
    finally:
        service.kill()
        service.wait()


def is_all_there(app):
    [job] = read(app, 'saved', 'list')
    [application] = read(app, 'list')
    one = application['id']
    assert (application['company_name'], application['role_title'], application['status']) == ('Torvmark', 'Baker', 'Offer'), application
    assert job['converted_to_application_id'] == one, job
    rounds = [(row['stage_name'], row['stage_date'], row['result']) for row in read(app, 'stage', 'list', one)]
    assert rounds == [('Phone screen', '2020-03-02', 'Passed'), ('Technical interview', '2031-03-10', 'Pending'),
                      ('Final round', '2031-03-20', 'Pending')], rounds
    offer = read(app, 'offer', 'show', one)
    assert (offer['status'], offer['salary'], offer['deadline']) == ('Offer', 52000, '2031-04-01'), offer
    assert read(app, 'reflect', 'show', one)['what_worked'] == 'Asked good questions'
    reminders = [row['title'] for row in read(app, 'remind', 'list', '--days', '4000')]
    assert 'Ask about the oven' not in reminders and reminders, reminders
    assert ctl(app, 'check') == 'All is well.'


def walks_through_a_whole_search(app):
    save_a_job(app)
    apply_for_it(app)
    go_through_rounds(app)
    get_an_offer(app)
    look_back(app)
    make_a_reminder(app)
    is_reminded(app)
    is_all_there(app)
    # And after a restart, in the window.
    app.quit()
    app.arguments = ()
    app.start()
    app.find(role='table row', starts='Baker at Torvmark, Offer')


walks_through_a_whole_search.arguments = ('--view', 'saved')

run(walks_through_a_whole_search)
