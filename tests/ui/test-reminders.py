#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reminders on the application's page: added with a form and its presets, done, put off, changed and deleted by the
keyboard alone, and the automatic ones beside them."""

from driver import run, wait_until


def add(app, company, role):
    app.press('ctrl+n')
    app.fill(company, role='text', name='Company')
    app.fill(role, role='text', name='Role')
    app.click(role='button', name='Add')
    app.gone(role='dialog', name='New Application')


def open_page(app, name):
    app.point(role='table row', starts=name, across=0.1)
    app.press('Return')
    app.find(role='text', name='Role')


def adds_and_settles(app):
    add(app, 'Acme', 'Engineer')
    open_page(app, 'Engineer at Acme')
    app.click(role='button', name='Remind me')
    app.find(role='dialog', name='New Reminder')
    wait_until(lambda: app.find(role='text', name='Title').text == 'Follow up with Acme', 'a title')
    app.fill('Send the papers', role='text', name='Title')
    # A button does what it is for a moment after it was pressed.
    before = app.find(role='text', name='When').text
    app.click(role='button', starts='In 3 days')
    wait_until(lambda: app.find(role='text', name='When').text != before, 'another day')
    app.find(role='label', name='in 3 days')
    app.fill('soon', role='text', name='When')
    app.click(role='button', name='Add')
    app.find(contains='is no time such as')
    # Each field says what is wrong there.
    app.fill('', role='text', name='Title')
    app.click(role='button', name='Add')
    app.find(contains='2 fields can’t be saved')
    app.find(role='text', contains='Title can’t be empty')
    app.fill('Send the papers', role='text', contains='Title can’t be empty')
    app.fill('2031-09-03 14:30', role='text', contains='is no time such as')
    app.click(role='button', name='Add')
    app.gone(role='dialog', name='New Reminder')
    app.find(role='list item', contains='Send the papers')
    app.find(contains='Sep 3, 2031 14:30')

    app.click(role='button', name='Mark “Send the papers” as done')
    app.gone(role='button', name='Mark “Send the papers” as done')
    app.press('ctrl+z')
    app.find(role='button', name='Mark “Send the papers” as done')


def goes_by_the_keyboard(app):
    add(app, 'Acme', 'Engineer')
    app.point(role='table row', starts='Engineer at Acme', across=0.1)
    app.press('r')
    app.find(role='dialog', name='New Reminder')
    app.press('ctrl+a')
    app.type('Call them')
    app.press('Return')
    app.gone(role='dialog', name='New Reminder')
    row = app.find(role='list item', contains='Call them')
    # Into the row, and from there to its buttons.
    app.tab_to(row, presses=60)
    app.press('Return')
    app.find(role='dialog', name='Edit Reminder')
    app.fill('Call them again', role='text', name='Title')
    app.click(role='button', name='Save')
    app.gone(role='dialog', name='Edit Reminder')
    more = app.find(role='toggle button', name='More about “Call them again”')
    app.tab_to(more, presses=60)
    app.press('space')
    # Three times to put it off until, edit, delete; a menu item's words aren't told by name.
    wait_until(lambda: len(list(app.all(role='menu item'))) == 5, 'the menu')
    app.press('Down', 'Down', 'Down', 'Down')
    app.press('Return')
    app.gone(role='list item', contains='Call them again')
    # And by its key, on the row.
    app.press('ctrl+z')
    app.tab_to(app.find(role='list item', contains='Call them again'), presses=60)
    app.press('Delete')
    app.gone(role='list item', contains='Call them again')
    app.find(contains='Deleted a reminder')


def shows_the_automatic_ones(app):
    add(app, 'Acme', 'Engineer')
    open_page(app, 'Engineer at Acme')
    app.fill('2031-09-03', role='text', name='Follow-up date')
    app.find(role='list item', contains='Follow up with Acme')
    app.find(contains='Reminds you Sep 3, 2031 09:00 · automatic')
    app.click(role='button', name='Mark “Follow up with Acme” as done')
    app.gone(role='button', name='Mark “Follow up with Acme” as done')


def reminds_of_a_date(app):
    add(app, 'Acme', 'Engineer')
    open_page(app, 'Engineer at Acme')
    app.fill('2031-09-03', role='text', name='Applied date')
    app.find(contains='hasn’t come yet')
    app.fill('2021-09-03', role='text', starts='Applied date')
    app.gone(contains='hasn’t come yet')
    app.fill('2031-09-03', role='text', name='Follow-up date')
    app.click(role='toggle button', name='Pick a day for “Follow-up date”')
    app.click(role='button', name='Remind me of “Follow-up date”')
    app.find(role='dialog', name='New Reminder')
    wait_until(lambda: app.find(role='text', name='When').text == 'Sep 3, 2031 09:00', 'the day')
    wait_until(lambda: app.find(role='text', name='Title').text == 'Follow up with Acme', 'the title')


run(adds_and_settles, goes_by_the_keyboard, shows_the_automatic_ones, reminds_of_a_date)
