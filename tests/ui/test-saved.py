#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Saved jobs: added, rated, searched, archived, and turned into an application once."""

import os
import subprocess

from driver import run, wait_until


def ctl(app, *arguments):
    program = os.path.join(os.path.dirname(os.environ['SL_TEST_PROGRAM']), 'cli', 'shortlistctl')
    return subprocess.run([program, '--data-dir', app.data_dir, *arguments], check=True, capture_output=True, text=True).stdout.strip()


def row(app, **what):
    return app.find(role='list item', **what)


def saves_a_job_with_stars(app):
    app.find(name='No Saved Jobs')
    app.press('ctrl+n')
    app.find(role='dialog', name='New Saved Job')
    app.fill('Torvmark', role='text', name='Company')
    app.fill('Baker', role='text', name='Role')
    app.fill('2099-03-01', role='text', name='Application deadline')
    app.tab_to(app.find(role='slider', name='Excitement'))
    app.press('2', 'Right', 'Right')
    app.click(role='button', name='Add')
    app.gone(role='dialog', name='New Saved Job')
    row(app, starts='Baker, Torvmark')
    row(app, contains='Excitement 4 of 5')
    # What was typed is asked about before it is thrown away.
    app.point(role='list item', starts='Baker, Torvmark')
    app.press('Return')
    app.fill('Malmö', role='text', name='Location')
    app.press('Escape')
    app.click(role='button', name='Keep Editing')
    app.click(role='button', name='Save')
    app.gone(role='dialog', name='Saved Job')
    row(app, contains='Malmö')
    # A bad value is told and not saved.
    app.press('Return')
    app.fill('soonish', role='text', name='Application deadline')
    app.click(role='button', name='Save')
    app.find(role='dialog', name='Saved Job')
    app.press('Escape')
    app.click(role='button', name='Discard')
    row(app, contains='Malmö')


def finds_and_puts_away(app):
    ctl(app, 'saved', 'add', '--company', 'Torvmark', '--role', 'Baker')
    ctl(app, 'saved', 'add', '--company', 'Birch', '--role', 'Cook')
    row(app, starts='Baker')
    app.press('ctrl+f')
    app.type('birch')
    app.gone(role='list item', starts='Baker')
    row(app, starts='Cook')
    app.press('ctrl+a', 'BackSpace')
    row(app, starts='Baker')
    app.point(role='list item', starts='Cook')
    app.press('a')
    app.gone(role='list item', starts='Cook')
    app.click(role='radio button', name='Archived')
    row(app, starts='Cook')
    app.click(role='button', name='Undo')
    app.gone(role='list item', starts='Cook')
    app.find(name='Nothing Is Archived')


def becomes_an_application_once(app):
    ctl(app, 'saved', 'add', '--company', 'Torvmark', '--role', 'Baker', '--notes', 'Early shifts')
    app.point(role='list item', starts='Baker')
    app.press('ctrl+Return')
    app.find(starts='Turned the saved job at Torvmark')
    wait_until(lambda: 'Early shifts' in ctl(app, 'list', '--json'), 'the application')
    app.find(name='Torvmark', role='label')
    app.point(role='list item', name='Saved Jobs')
    app.find(name='No Job Waits')
    app.click(role='radio button', name='Applied')
    app.point(role='list item', starts='Baker')
    app.press('ctrl+Return')
    app.find(name='Already an Application')
    app.press('Escape')
    app.gone(name='Already an Application')
    # Also when it lies in the Trash.
    ctl(app, 'delete', ctl(app, 'list', '--format', 'ids'))
    app.press('ctrl+Return')
    app.click(role='button', name='Restore It')
    wait_until(lambda: ctl(app, 'list', '--format', 'ids'), 'it to be back')


for test in (saves_a_job_with_stars, finds_and_puts_away, becomes_an_application_once):
    test.arguments = ('--view', 'saved')

run(saves_a_job_with_stars, finds_and_puts_away, becomes_an_application_once)
