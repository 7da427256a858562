#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The interviews board, the offer desk, the company and merged tags."""

import os
import subprocess

from driver import Atspi, run, wait_until


def column(app, title):
    return app.find(starts=title + ', ', contains=' application')


def names(app, title):
    return [node.name.split(',')[0] for node in column(app, title).walk() if node.role == 'list item' and node.name]


def is_focused(app, who):
    return app.has(role='list item', starts=who, state=Atspi.StateType.FOCUSED)


def open_board(app):
    app.find(name='120 applications')
    app.point(role='list item', name='Interviews')
    wait_until(lambda: names(app, 'Team Match') or names(app, 'Recruiter Screen'), 'cards')


def moves_by_keys_and_back(app):
    open_board(app)
    start = 'Team Match' if names(app, 'Team Match') else 'Recruiter Screen'
    who = names(app, start)[0]
    app.point(role='list item', starts=who)
    app.press('ctrl+Right')
    wait_until(lambda: who not in names(app, start), 'the card to move')
    wait_until(lambda: is_focused(app, who), 'the focus on the moved card')
    app.press('ctrl+z')
    wait_until(lambda: who in names(app, start), 'the card back')
    wait_until(lambda: is_focused(app, who), 'the focus on the card that went back')


def opens_over_the_board(app):
    open_board(app)
    start = 'Team Match' if names(app, 'Team Match') else 'Recruiter Screen'
    who = names(app, start)[0]
    app.point(role='list item', starts=who)
    app.press('Return')
    app.find(role='button', name='More actions')
    app.press('Escape')
    wait_until(lambda: who in names(app, start), 'the board again')


def compares_offers(app):
    open_board(app)
    app.click(role='button', name='Compare offers')
    app.find(role='dialog', name='Offers')
    app.find(role='label', name='Salary a year')
    app.find(role='label', name='First year, with bonus')
    app.find(role='button', name='Print')
    app.press('Escape')
    app.gone(role='dialog', name='Offers')


def tells_of_a_company(app):
    open_board(app)
    who = names(app, 'Offer')[0]
    app.point(role='list item', starts=who)
    app.press('Return')
    app.click(role='toggle button', name='More actions')
    app.find(role='menu item')
    app.press('Down', 'Return')
    app.find(role='dialog', name='Company')
    app.find(role='label', starts='You applied ')
    app.press('Escape')
    app.gone(role='dialog', name='Company')


def shows_the_first_cards_where_it_is_narrow(app):
    app.find(name='Welcome to Shortlist')
    program = os.path.join(os.path.dirname(os.environ['SL_TEST_PROGRAM']), 'cli', 'shortlistctl')
    subprocess.run([program, '--data-dir', app.data_dir, 'add', '--company', 'Torvmark', '--role', 'Baker', '--status', 'Offer'], check=True, stdout=subprocess.DEVNULL)
    app.quit()
    app.arguments = ('--size', '400x800', '--view', 'interviews')
    app.start()
    wait_until(lambda: names(app, 'Offer'), 'the card')

    def is_in_sight():
        x, _y, width, _height = column(app, 'Offer').extents()
        return width > 0 and x >= 0 and x + width <= 400
    wait_until(is_in_sight, 'the whole lane to be in sight')


def tab_stops_once_at_the_board(app):
    open_board(app)
    start = 'Team Match' if names(app, 'Team Match') else 'Recruiter Screen'
    who = names(app, start)[0]
    app.point(role='list item', starts=who)
    # Beside it is an empty lane.
    app.press('Tab')
    app.focused(role='toggle button', name='Private mode')
    app.press('shift+Tab')
    wait_until(lambda: is_focused(app, who), 'the focus back on the card')
    app.press('Right')
    beside = wait_until(lambda: next((name for name in names(app, 'Technical Interview') if is_focused(app, name)), None), 'a card beyond the empty lane')
    app.press('shift+Tab')
    app.focused(role='toggle button', name='Sort and steps')
    app.press('Tab')
    wait_until(lambda: is_focused(app, beside), 'the focus on the card that had it last')


def tab_finds_the_card_behind_empty_lanes(app):
    app.find(name='Welcome to Shortlist')
    program = os.path.join(os.path.dirname(os.environ['SL_TEST_PROGRAM']), 'cli', 'shortlistctl')
    subprocess.run([program, '--data-dir', app.data_dir, 'add', '--company', 'Torvmark', '--role', 'Baker', '--status', 'Offer'], check=True, stdout=subprocess.DEVNULL)
    app.quit()
    app.arguments = ('--size', '360x800', '--view', 'interviews')
    app.start()
    wait_until(lambda: is_focused(app, 'Baker at Torvmark'), 'the first focus')
    for key, buttons in ('Tab', ('Back', 'Compare offers', 'Sort and steps')), ('shift+Tab', ('Sort and steps', 'Compare offers', 'Back')):
        for button in buttons:
            app.press(key)
            app.focused(name=button)
        app.press(key)
        wait_until(lambda: is_focused(app, 'Baker at Torvmark'), 'the focus on the card again')


def keeps_a_moved_card_in_sight(app):
    app.find(name='120 applications')
    app.quit()
    app.arguments = ('--demo', '--size', '1100x800', '--view', 'interviews')
    app.start()
    wait_until(lambda: names(app, 'Recruiter Screen'), 'cards')
    who = names(app, 'Recruiter Screen')[0]
    app.point(role='list item', starts=who)
    lanes = ('Assessment', 'Team Match', 'Technical Interview', 'Final Round', 'Offer')
    for lane in lanes:
        app.press('ctrl+Right')
        wait_until(lambda: who in names(app, lane) and is_focused(app, who), 'the card in ' + lane)

    def is_in_sight():
        x, _y, width, _height = app.find(role='list item', starts=who).extents()
        return width > 0 and x >= 0 and x + width <= 1100
    wait_until(is_in_sight, 'the whole card to be in sight')


def private_mode_leaves_the_focus(app):
    open_board(app)
    who = wait_until(lambda: names(app, 'Team Match'), 'a card in Team Match')[0]
    app.point(role='list item', starts=who)
    app.press('ctrl+Right')
    wait_until(lambda: who in names(app, 'Technical Interview') and is_focused(app, who), 'the card to move')
    role = who.split(' at ')[0]
    app.press('ctrl+shift+h')
    wait_until(lambda: is_focused(app, role + ' at Company '), 'the focus on the card without its name')
    app.press('ctrl+shift+h')
    wait_until(lambda: is_focused(app, who), 'the focus on the card with its name')


def leaves_an_empty_lane(app):
    """The focus, when its only card is deleted."""
    open_board(app)
    app.find(role='label', name='Drag an application here, or move it with Ctrl and the arrow keys.')
    who, = names(app, 'Recruiter Screen')
    app.point(role='list item', starts=who)
    app.press('Delete')
    wait_until(lambda: not names(app, 'Recruiter Screen'), 'the card to go')
    wait_until(lambda: any(is_focused(app, name) for name in names(app, 'Team Match')), 'the focus on the next card')


def tells_what_it_did_where_it_is_narrow(app):
    app.find(name='120 applications')
    app.quit()
    app.arguments = ('--demo', '--size', '360x640', '--view', 'interviews')
    app.start()
    who, = wait_until(lambda: names(app, 'Recruiter Screen'), 'a card')
    wait_until(lambda: is_focused(app, who), 'the focus on the card')
    app.press('ctrl+Right')
    words = app.find(role='label', starts='Moved ')
    line = app.find(role='label', name='Undo').extents()[3]
    # In two lines, not cut off, and beside it what takes it back.
    wait_until(lambda: words.extents()[3] > 1.5 * line, 'all words to be in sight')
    x, _y, width, _height = app.find(role='button', name='Undo').extents()
    assert x + width < 360


tests = [moves_by_keys_and_back, opens_over_the_board, compares_offers, tells_of_a_company, tab_stops_once_at_the_board, keeps_a_moved_card_in_sight, private_mode_leaves_the_focus,
         leaves_an_empty_lane, tells_what_it_did_where_it_is_narrow]
for test in tests:
    test.arguments = ('--demo',)

keeps_a_moved_card_in_sight.moves = True

run(*tests, shows_the_first_cards_where_it_is_narrow, tab_finds_the_card_behind_empty_lanes)
