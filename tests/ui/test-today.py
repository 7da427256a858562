#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The start page: what waits, and what can be done about it, by the keyboard."""

import os
import subprocess

from driver import run, wait_until


def ctl(app, *arguments):
    program = os.path.join(os.path.dirname(os.environ['SL_TEST_PROGRAM']), 'cli', 'shortlistctl')
    return subprocess.run([program, '--data-dir', app.data_dir, *arguments], check=True, capture_output=True, text=True).stdout.strip()


def begins_with_the_welcome_and_then_today(app):
    # Nobody is shown an empty day before there is a search.
    app.find(role='button', contains='Look Around')
    ctl(app, 'add', '--company', 'Elm', '--role', 'Waiter')
    app.find(role='table row', starts='Waiter at Elm')
    app.restart()
    app.find(name='Nothing Waits Today')


def asks_snoozes_and_gives_up(app):
    for company in ('Birch', 'Elm', 'Torvmark'):
        ctl(app, 'add', '--company', company, '--role', 'Cook', '--status', 'Applied', '--applied-date', '2020-01-02')
    app.restart()
    app.tab_to(app.find(role='list item', starts='Cook at Torvmark'))
    # Each row goes when it is dealt with, and the focus to the one that takes its place.
    app.press('f')
    app.find(starts='Noted that you followed up with Torvmark')
    app.gone(role='list item', starts='Cook at Torvmark')
    app.focused(role='list item', starts='Cook at Elm')
    app.press('n')
    app.find(starts='Marked Elm as no response')
    app.gone(role='list item', starts='Cook at Elm')
    app.focused(role='list item', starts='Cook at Birch')
    app.press('s')
    app.find(role='menu item')
    # The first one: for a week.
    app.press('Return')
    app.find(name='Nothing Waits Today')
    app.press('ctrl+z')
    app.find(role='list item', starts='Cook at Birch')
    # Something comes from the one that was given up.
    elm = ctl(app, 'list', 'elm', '--format', 'ids')
    ctl(app, 'event', 'add', elm, '--title', 'They called')
    app.find(role='list item', starts='Cook at Elm')
    app.click(role='button', name='Reopen: Elm')
    app.find(starts='Reopened Elm')
    wait_until(lambda: 'Applied' in ctl(app, 'show', elm), 'it to be open again')


def does_what_is_due(app):
    ctl(app, 'remind', 'add', '--title', 'Buy a tie', '--at', 'today 00:01')
    app.restart()
    app.tab_to(app.find(role='list item', starts='Buy a tie'))
    app.press('d')
    app.find(name='Nothing Waits Today')
    app.press('ctrl+z')
    app.find(role='list item', starts='Buy a tie')


def chooses_its_own_limit(app):
    app.click(role='button', name='From when on is it quiet?')
    app.find(role='dialog', name='Quiet Applications')


chooses_its_own_limit.arguments = ('--demo', '--view', 'today')
for test in (asks_snoozes_and_gives_up, does_what_is_due):
    test.arguments = ('--view', 'today')
begins_with_the_welcome_and_then_today.starts_by_itself = True

run(begins_with_the_welcome_and_then_today, asks_snoozes_and_gives_up, does_what_is_due, chooses_its_own_limit)
