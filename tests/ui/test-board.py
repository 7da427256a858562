#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The board: cards moved by keys, by dragging and by menu, their order kept, columns by status and by interview step."""

from driver import Atspi, Failed, run, wait_until


def column(app, title):
    """The column that now has this title, whatever its count."""
    return app.find(starts=title + ', ', contains=' application')


def count(app, title):
    return int(column(app, title).name.split(', ')[1].split()[0].replace('.', '').replace(',', ''))


def cards(app, title):
    return [node.name for node in column(app, title).walk() if node.role == 'list item' and node.name]


def short(name):
    """"Role at Company" of what a card says."""
    return name.split(',')[0]


def names(app, title):
    return [short(name) for name in cards(app, title)]


def is_focused(app, who):
    return app.has(role='list item', starts=who, state=Atspi.StateType.FOCUSED)


def is_selected(app, who):
    return app.has(role='list item', starts=who, state=Atspi.StateType.SELECTED)


def is_in_sight(app, who):
    """Within the window, and not scrolled out of it."""
    def sees(node):
        _x, y, _width, height = node.extents()
        return height > 0 and 100 < y < 950
    return any(sees(node) for node in app.all(role='list item', starts=who))


def open_board(app):
    app.find(name='120 applications')
    app.press('ctrl+2')
    wait_until(lambda: cards(app, 'Saved'), 'cards')


def moves_by_keys(app):
    open_board(app)
    saved, applied = count(app, 'Saved'), count(app, 'Applied')
    who = names(app, 'Saved')[0]
    app.point(role='list item', starts=who)
    # A menu that was closed without a choice leaves the focus where it was.
    app.press('m')
    app.focused(role='menu item')
    app.press('Escape')
    wait_until(lambda: is_focused(app, who), 'the focus back on the card')
    app.press('ctrl+Right')
    wait_until(lambda: count(app, 'Saved') == saved - 1 and count(app, 'Applied') == applied + 1, 'one card to move')
    wait_until(lambda: names(app, 'Applied')[0] == who, 'the card on top of Applied')
    # The focus goes along: the same key takes the same card further.
    wait_until(lambda: is_focused(app, who), 'the focus on the moved card')
    app.press('ctrl+Right')
    wait_until(lambda: who in names(app, 'Interviewing'), 'the card in Interviewing')
    app.press('ctrl+z')
    wait_until(lambda: who in names(app, 'Applied'), 'the card back in Applied')
    wait_until(lambda: is_focused(app, who), 'the focus on the card that went back')
    app.press('ctrl+z')
    wait_until(lambda: who in names(app, 'Saved') and count(app, 'Saved') == saved, 'the card back in Saved')


def orders_within_a_column(app):
    open_board(app)
    before = names(app, 'Saved')
    if len(before) < 2:
        raise Failed('too few saved applications to order')
    app.point(role='list item', starts=before[0])
    app.press('ctrl+Down')
    wanted = [before[1], before[0]] + before[2:]
    wait_until(lambda: names(app, 'Saved') == wanted, 'the first card to be second')
    # The focus went along, and is told.
    wait_until(lambda: is_focused(app, before[0]), 'the focus on the moved card')
    app.press('ctrl+Up')
    wait_until(lambda: names(app, 'Saved') == before, 'the card to be first again')


def drags(app):
    open_board(app)
    saved = count(app, 'Saved')
    who = names(app, 'Saved')[0]
    target = cards(app, 'Applied')[1]
    x, y = app.find(role='list item', starts=who).place()
    to_x, to_y = app.find(role='list item', name=target).place()
    app.drag_along(*((x + (to_x - x) * i // 10, y + (to_y - y) * i // 10) for i in range(11)), (to_x, to_y + 2))
    wait_until(lambda: count(app, 'Saved') == saved - 1 and who in names(app, 'Applied')[:4], 'the dragged card in Applied')
    app.press('ctrl+z')
    wait_until(lambda: count(app, 'Saved') == saved and who in names(app, 'Saved'), 'the card back')


def moves_by_menu(app):
    open_board(app)
    who = names(app, 'Saved')[0]
    app.point(role='list item', starts=who)
    app.press('m')
    app.find(role='menu item')
    # Seven statuses and the six steps that aren't one of them; a menu item's words aren't told by name.
    if len(list(app.all(role='menu item'))) != 13:
        raise Failed('the menu offers something twice')
    app.press('Down', 'Down', 'Return')
    wait_until(lambda: who not in names(app, 'Saved'), 'the card in another column')
    app.press('ctrl+z')
    wait_until(lambda: who in names(app, 'Saved'), 'the card back')


def starts_at_the_first_card(app):
    app.find(name='120 applications')
    app.point(role='table row', contains=', Applied', across=0.3)
    app.press('ctrl+2')
    wait_until(lambda: cards(app, 'Saved'), 'cards')
    first, second = names(app, 'Saved')[:2]
    wait_until(lambda: is_focused(app, first), 'the focus on the first card')
    app.press('j')
    wait_until(lambda: is_focused(app, second), 'the focus on the second card')


def tab_stops_once_at_the_board(app):
    open_board(app)
    who = names(app, 'Applied')[1]
    app.point(role='list item', starts=who)
    app.press('Tab')
    app.focused(role='toggle button', name='Private mode')
    app.press('shift+Tab')
    wait_until(lambda: is_focused(app, who), 'the focus back on the card')
    app.press('shift+Tab')
    app.focused(role='radio button', name='By status')
    app.press('Tab')
    wait_until(lambda: is_focused(app, who), 'the focus on the card once more')


def selects(app):
    open_board(app)
    first, second = names(app, 'Saved')[:2]
    app.point(role='list item', starts=first)
    app.press('x', 'j', 'x')
    app.find(contains='2 selected')
    wait_until(lambda: is_selected(app, first) and is_selected(app, second), 'both cards to say so')
    app.press('m')
    app.find(role='menu item')
    app.press('Down', 'Down', 'Return')
    wait_until(lambda: not {first, second} & set(names(app, 'Saved')), 'both cards in another column')


def keeps_columns_that_a_filter_leaves_out(app):
    open_board(app)
    app.point(name='Waiting for an answer')
    app.find(starts='Saved, left out')
    applied = count(app, 'Applied')
    who = names(app, 'Applied')[0]
    # Cards can still be moved there.
    app.point(role='list item', starts=who)
    app.press('ctrl+Left')
    wait_until(lambda: count(app, 'Applied') == applied - 1 and who not in names(app, 'Applied'), 'the card to leave')
    app.press('ctrl+z')
    wait_until(lambda: who in names(app, 'Applied'), 'the card back')


def comes_back_to_its_place(app):
    open_board(app)
    first = names(app, 'Applied')[0]
    app.point(role='list item', starts=first)
    app.press('End')
    last = wait_until(lambda: next((who for who in names(app, 'Applied') if who != first and is_focused(app, who)), None), 'the last card')
    wait_until(lambda: is_in_sight(app, last) and not is_in_sight(app, first), 'the column to scroll')
    app.press('ctrl+1')
    app.find(role='table row')
    # The board lets go of its cards meanwhile.
    wait_until(lambda: not list(app.all(role='list item', showing=False, starts=last)), 'the cards to be gone')
    app.press('ctrl+2')
    wait_until(lambda: is_in_sight(app, last), 'the last card in sight again')


def shows_interview_steps(app):
    open_board(app)
    app.click(name='By interview step')
    column(app, 'Recruiter Screen')
    column(app, 'Technical Interview')
    column(app, 'Closed')
    wait_until(lambda: cards(app, 'Applied'), 'cards')
    who = names(app, 'Applied')[0]
    app.point(role='list item', starts=who)
    app.press('ctrl+Right')
    wait_until(lambda: who in names(app, 'Recruiter Screen'), 'the card in Recruiter Screen')
    app.press('ctrl+1')
    app.find(role='table row', starts=who + ', Interviewing')


def filters_leave_their_columns(app):
    open_board(app)
    app.press('ctrl+f')
    app.type('designer')
    app.find(contains=' of 120')
    wait_until(lambda: all('Designer' in name for title in ('Saved', 'Applied', 'Rejected') for name in cards(app, title)),
               'only designers on the board')


tests = [moves_by_keys, orders_within_a_column, drags, moves_by_menu, starts_at_the_first_card, tab_stops_once_at_the_board, selects,
         keeps_columns_that_a_filter_leaves_out, comes_back_to_its_place, shows_interview_steps, filters_leave_their_columns]
for test in tests:
    test.arguments = ('--demo',)
moves_by_keys.moves = True

run(*tests)
