#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An application through its rounds: three of them, an offer, a look back, the timeline; by keyboard, with undo."""

from driver import run, wait_until


def add(app, company, role):
    app.press('ctrl+n')
    app.find(role='text', name='Company')
    app.type(company)
    app.press('Return')
    app.type(role)
    app.press('Return')
    app.gone(role='dialog', name='New Application')


def open_page(app, name):
    app.point(role='table row', starts=name, across=0.1)
    app.press('Return')
    app.find(role='text', name='Role')


def move_to(app, status):
    """By the pill's menu."""
    app.click(role='button', starts='Status')
    app.point(role='list item', name=status)
    app.find(role='button', starts='Status: ' + status)


def add_round(app, name, day=None):
    app.click(role='button', name='Add round')
    app.focused(role='text', name='Name')
    app.type(name)
    if day:
        app.fill(day, role='text', name='Date')
    app.press('Return')
    app.gone(role='dialog', name='New Round')


def walks_to_the_end(app):
    add(app, 'Acme', 'Engineer')
    open_page(app, 'Engineer at Acme')
    move_to(app, 'Applied')
    # A round brings the application to its interviews; one undo takes both back.
    add_round(app, 'Phone screen', '2020-03-02')
    app.find(role='button', starts='Status: Interviewing')
    app.press('ctrl+z')
    app.find(role='button', starts='Status: Applied')
    app.press('ctrl+shift+z')
    app.find(role='button', starts='Status: Interviewing')
    # It is over and has no result: asked for, and set in place.
    app.find(contains='How did “Phone screen” go?')
    app.point(role='button', name='Result of “Phone screen”: Pending')
    app.find(role='menu item')
    app.press('Down', 'Return')
    app.gone(contains='How did “Phone screen” go?')
    add_round(app, 'Technical interview', '2031-03-10')
    add_round(app, 'Final round', '2031-03-20')
    app.click(name='Rounds')
    rounds = ['Phone screen', 'Technical interview', 'Final round']
    wait_until(lambda: [node.name for node in app.all(role='list item') if node.name in rounds] == rounds, 'the rounds in their order')
    app.find(role='button', name='Result of “Phone screen”: Passed')
    # The offer, by the menu.
    app.click(name='Overview')
    app.point(role='button', name='Add more')
    app.find(role='menu item')
    app.press('Return')
    app.fill('52000', role='text', name='Salary')
    app.fill('2031-04-01', role='text', name='Answer by')
    app.click(role='button', name='Add')
    app.gone(role='dialog', name='New Offer')
    app.find(role='button', starts='Status: Offer')
    app.find(name='Answer the offer')
    # What comes first stands first.
    coming = ['Technical interview', 'Final round', 'Answer the offer']
    wait_until(lambda: [node.name for node in app.all(role='list item') if node.name in coming] == coming, 'what is next in order')
    # It comes to nothing: a look back is offered.
    move_to(app, 'Rejected')
    app.find(name='A short look back?')
    app.click(role='button', name='Write')
    app.find(role='dialog', name='Looking Back')
    app.fill('Asked good questions', role='text', name='What went well')
    app.click(role='button', name='Add a skill')
    app.focused(role='text', name='Skill')
    app.type('SQL')
    app.click(role='button', name='Add')
    app.gone(role='dialog', name='Looking Back')
    app.gone(name='A short look back?')
    app.find(role='button', name='Edit the look back')
    app.click(name='Timeline')
    app.find(name='Added a reflection')
    app.find(name='Moved to Offer')
    app.find(name='Phone screen')
    app.press('ctrl+z')
    app.gone(name='Added a reflection')


def deletes_the_only_round_by_keys(app):
    add(app, 'Acme', 'Engineer')
    open_page(app, 'Engineer at Acme')
    add_round(app, 'Phone screen')
    app.click(name='Rounds')
    app.gone(role='text', name='Role')
    app.tab_to(app.find(role='list item', name='Phone screen'), presses=60)
    app.press('Return')
    app.tab_to(app.find(role='button', name='Delete Round'), key='shift+Tab')
    app.press('Return')
    app.find(contains='Deleted an interview round')
    # Not on the toast, which goes away.
    app.focused(role='button', name='Add Round')


def lists_questions(app):
    add(app, 'Acme', 'Engineer')
    open_page(app, 'Engineer at Acme')
    app.click(role='button', name='Add round')
    app.focused(role='text', name='Name')
    app.type('Phone screen')
    app.click(role='button', name='Add a question')
    app.focused(role='text', name='Question')
    app.type('First?')
    app.press('Return')
    app.type('Second?')
    # The second goes up, and a third that stays empty is none.
    app.press('alt+Up')
    app.press('Return')
    app.click(role='button', name='Add')
    app.gone(role='dialog', name='New Round')
    app.click(name='Rounds')
    # What comes next, on the part before, has a row of that name, too.
    app.find(role='list', name='Rounds')
    app.find(role='list item', name='Phone screen')
    app.point(role='list item', name='Phone screen', across=0.2)
    app.find(role='dialog', name='Edit Round')
    wait_until(lambda: [node.text for node in app.all(role='text', name='Question')] == ['Second?', 'First?'], 'the questions')
    app.click(role='button', name='Remove this question')
    wait_until(lambda: [node.text for node in app.all(role='text', name='Question')] == ['First?'], 'one question less')
    app.click(role='button', name='Save')
    app.gone(role='dialog', name='Edit Round')
    # Nothing is thrown away without asking.
    app.point(role='list item', name='Phone screen', across=0.2)
    app.fill('Phone call', role='text', name='Name')
    app.press('Escape')
    app.click(role='button', name='Discard')
    app.gone(role='dialog', name='Edit Round')
    app.find(role='list item', name='Phone screen')


def shows_a_part_of_the_timeline(app):
    add(app, 'Acme', 'Engineer')
    open_page(app, 'Engineer at Acme')
    app.click(role='button', name='Add event')
    app.find(role='toggle button', name='Pick a day for “Day”')
    app.fill('Called by the team lead', role='text', name='What happened')
    app.click(role='button', name='Add')
    app.gone(role='dialog', name='New Event')
    app.fill('Oslo', role='text', name='Location')
    app.press('Tab')
    app.click(name='Timeline')
    app.find(name='Called by the team lead')
    app.find(name='Changed: Location')
    app.click(role='button', contains='Edit “Called by the team lead”, ')
    app.fill('Called by the boss', role='text', name='What happened')
    app.click(role='button', name='Save')
    app.find(name='Called by the boss')
    app.point(role='combo box', name='Everything')
    app.find(role='label', name='Notes')
    app.press('Down', 'Down', 'Down', 'Return')
    app.find(role='combo box', name='Notes')
    app.gone(name='Changed: Location')
    app.find(name='Called by the boss')


run(walks_to_the_end, deletes_the_only_round_by_keys, lists_questions, shows_a_part_of_the_timeline)
