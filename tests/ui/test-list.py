#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The list: adding, searching, filtering, changing in place, selecting, deleting, undoing; and all of it there again
after a restart."""

import os
import subprocess

from driver import Atspi, Failed, run, wait_until


def row(app, starts):
    return app.find(role='table row', starts=starts)


def add(app, company, role):
    app.press('ctrl+n')
    app.fill(company, role='text', name='Company')
    app.fill(role, role='text', name='Role')
    app.click(role='button', name='Add')
    app.gone(role='dialog', name='New Application')


def point_at(app, name, **how):
    """Not in the middle: there is the status, which has a click of its own."""
    app.point(role='table row', starts=name, across=0.1, **how)


def adds_and_finds_again(app):
    app.find(name='Welcome to Shortlist')
    add(app, 'Acme', 'Software Engineer')
    row(app, 'Software Engineer at Acme')
    add(app, 'Globex', 'Data Analyst')
    wait_until(lambda: row(app, 'Data Analyst at Globex').has(Atspi.StateType.FOCUSED), 'the focus on the new row')
    app.find(name='2 applications')
    app.restart()
    row(app, 'Software Engineer at Acme')
    row(app, 'Data Analyst at Globex')


def searches(app):
    app.find(name='120 applications')
    app.press('ctrl+f')
    app.type('designer')
    found = app.find(contains=' of 120').name
    number = int(found.split()[0])
    if not 0 < number < 120:
        raise Failed('the search found ' + found)
    wait_until(lambda: all('Designer' in node.name for node in app.all(role='table row')
                           if ' at ' in node.name), 'only designers in the list')
    app.type('zzzz')
    app.find(name='No Applications Match')
    app.click(role='button', name='Clear Filters')
    app.find(name='120 applications')


def filters_are_the_same_in_all_views(app):
    app.find(name='120 applications')
    app.point(role='list item', name='Important')
    number = app.find(contains=' of 120').name
    for key in ('ctrl+2', 'ctrl+3', 'ctrl+1'):
        app.press(key)
        app.find(name=number)
    app.click(role='button', name='Clear')
    app.find(name='120 applications')


def find_applied(app):
    name = next(node.name for node in app.all(role='table row') if ', Applied' in node.name)
    return name.split(',')[0]


def changes_status_in_place(app):
    app.find(name='120 applications')
    who = find_applied(app)
    pill = next(node for node in row(app, who).walk() if node.role == 'label' and node.name == 'Applied')
    app.point_at(*pill.place())
    app.point(role='list item', name='Offer')
    row(app, who + ', Offer')
    app.press('ctrl+z')
    row(app, who + ', Applied')
    app.press('ctrl+shift+z')
    row(app, who + ', Offer')


def changes_status_by_keys(app):
    app.find(name='120 applications')
    who = find_applied(app)
    point_at(app, who)
    app.press('m')
    app.find(role='menu item')
    # The keys walk in the menu, and not in the list behind it.
    app.press('Down', 'Down', 'Return')
    row(app, who + ', Interviewing')
    app.press('ctrl+z')
    row(app, who + ', Applied')


def selects_deletes_and_restores(app):
    app.find(name='120 applications')
    names = [node.name for node in app.all(role='table row') if ' at ' in node.name][:3]
    point_at(app, names[0])
    app.press('j')
    app.press('shift+Down')
    app.find(name='2 selected')
    app.press('Delete')
    app.find(name='118 applications')
    app.press('ctrl+z')
    app.find(name='120 applications')
    point_at(app, names[1])
    app.press('Delete')
    app.find(name='119 applications')
    app.point(role='list item', name='Trash')
    app.click(role='button', name='Restore ' + names[1].split(',')[0])
    app.gone(role='button', name='Restore ' + names[1].split(',')[0])
    app.press('alt+2')
    app.find(name='120 applications')


def opens_and_comes_back(app):
    app.find(name='120 applications')
    name = next(node.name for node in app.all(role='table row') if ' at ' in node.name)
    role = name.split(' at ')[0]
    point_at(app, name)
    app.press('Return')
    app.find(role='text', name='Role')
    app.press('Escape')
    wait_until(lambda: not app.has(role='text', name='Role'), 'the page of %s to close' % role)
    row(app, name)


def picks_with_keys(app):
    app.find(name='120 applications')
    names = [node.name for node in app.all(role='table row') if ' at ' in node.name]
    # The focus is among the rows from the start, and comes back there from the search and the filters.
    app.focused(role='table row', name=names[0])
    app.press('ctrl+f', 'Down')
    app.focused(role='table row', name=names[0])
    app.point(role='toggle button', name='Filter')
    app.find(role='toggle button', starts='Applied, ')
    app.press('Escape')
    app.focused(role='table row', name=names[0])
    app.press('x', 'j', 'j', 'x')
    app.find(name='2 selected')
    app.focused(role='table row', name=names[2])
    app.press('Escape')
    app.gone(name='2 selected')
    app.focused(role='table row', name=names[2])


def edits_and_comes_back_to_the_row(app):
    app.find(name='120 applications')
    name = [node.name for node in app.all(role='table row') if ' at ' in node.name][3]
    point_at(app, name)
    app.press('e')
    app.focused(role='text', name='Role')
    app.press('Escape')
    app.focused(role='table row', name=name)
    # A page that slides away doesn't take the focus along.
    for delay in 60, 120, 240:
        app.press('e', 'Escape', delay=delay)
        app.settle()
        app.focused(role='table row', name=name)
    app.press('ctrl+k')
    app.focused(role='text', name='Find anything')
    app.press('Escape')
    app.focused(role='table row', name=name)


def private_mode_leaves_the_focus_and_the_picked(app):
    app.find(name='120 applications')
    app.focused(role='table row')
    third = [node.name for node in app.all(role='table row') if ' at ' in node.name][2]
    app.press('x', 'j', 'j', 'x')
    app.find(name='2 selected')
    app.press('ctrl+shift+h')
    app.focused(role='table row', starts=third.split(' at ')[0] + ' at Company ')
    app.find(name='2 selected')


def keeps_the_keyboard_among_the_applications(app):
    app.find(name='120 applications')
    app.focused(role='table row')
    # What hides names makes the page anew; charts are only just being counted.
    app.press('ctrl+shift+h')
    app.find(role='table row', contains='Company 1')
    app.focused(role='table row')
    app.press('ctrl+3')
    app.find(contains='applications are open')
    wait_until(lambda: not app.has(role='toggle button', name='Private mode', state=Atspi.StateType.FOCUSED), 'the focus on a chart')
    app.press('ctrl+1')
    app.focused(role='table row')
    app.press('alt+1')
    app.find(name='Due')
    app.press('alt+2')
    app.focused(role='table row')


def comes_back_to_the_row_from_menus(app):
    add(app, 'Torvmark', 'Baker')
    app.focused(role='table row', starts='Baker at Torvmark')
    app.press('F10')
    app.find(role='menu item')
    app.press('Escape')
    app.focused(role='table row', starts='Baker at Torvmark')
    # A tag makes the row anew while the dialog or its menu is open.
    app.press('t')
    app.find(role='menu item')
    app.press('Return')
    app.focused(role='text', name='New tag')
    app.type('Red')
    app.press('Return')
    app.find(role='button', name='Apply')
    app.press('Escape')
    app.gone(role='dialog')
    app.focused(role='table row', starts='Baker at Torvmark')
    app.press('t')
    app.find(role='menu item')
    app.press('Return')
    app.gone(role='menu item')
    app.focused(role='table row', starts='Baker at Torvmark')


def opens_with_one_click_where_it_is_narrow(app):
    app.find(role='list item', contains=' at ')
    name = next(node.name for node in app.all(role='list item') if ' at ' in node.name)
    app.point(role='list item', name=name, across=0.4)
    app.find(role='text', name='Role')
    app.press('Escape')
    app.focused(role='list item', name=name)


def show_sixth_column(app):
    """GTK tells no names for a menu's items: by its place, then."""
    items = list(app.all(role='menu item'))
    if len(items) < 6:
        return False
    items[5].activate()
    return True


def width_of(app, head):
    return app.find(role='filler', name=head).extents()[2]


def remembers_columns_and_sort(app):
    add(app, 'Zebra', 'Aide')
    add(app, 'Acme', 'Zoologist')
    app.point(role='filler', name='Company')
    wait_until(lambda: [node.name.split(' at ')[1][0] for node in app.all(role='table row') if ' at ' in node.name] == ['A', 'Z'],
               'the list by company')
    app.point(role='filler', name='Company', button=3)
    wait_until(lambda: show_sixth_column(app), 'the menu of columns')
    app.find(role='filler', name='Source')
    before = width_of(app, 'Company')
    app.drag(role='filler', name='Company', across=1.0, by=80)
    wait_until(lambda: abs(width_of(app, 'Company') - before - 80) < 10, 'a wider column')
    width = width_of(app, 'Company')
    app.restart()
    app.find(role='filler', name='Source')
    names = [node.name for node in app.all(role='table row') if ' at ' in node.name]
    if not names[0].startswith('Zoologist at Acme'):
        raise Failed('the sort is forgotten: %s' % names)
    wait_until(lambda: abs(width_of(app, 'Company') - width) < 3, 'the width of before')


def import_rows(app, count, prefix, status):
    program = os.path.join(os.path.dirname(os.environ['SL_TEST_PROGRAM']), 'cli', 'shortlistctl')
    table = 'Company,Role,Status\n' + ''.join('%s%d,Clerk,%s\n' % (prefix, i, status) for i in range(count))
    subprocess.run([program, '--data-dir', app.data_dir, 'import', '-'], input=table, check=True, capture_output=True, text=True)


def shows_what_comes_in_above(app):
    import_rows(app, 7, 'Acme ', 'Applied')
    row(app, 'Clerk at Acme')
    import_rows(app, 1200, 'Globex ', 'Saved')
    app.find(name='1,207 applications')
    row(app, 'Clerk at Globex')


demo = [picks_with_keys, private_mode_leaves_the_focus_and_the_picked, keeps_the_keyboard_among_the_applications, edits_and_comes_back_to_the_row, searches, filters_are_the_same_in_all_views, changes_status_in_place, changes_status_by_keys,
        selects_deletes_and_restores, opens_and_comes_back]
for test in demo:
    test.arguments = ('--demo',)

opens_with_one_click_where_it_is_narrow.arguments = ('--demo', '--size', '360x640')
remembers_columns_and_sort.remembers = True
edits_and_comes_back_to_the_row.moves = True

run(adds_and_finds_again, comes_back_to_the_row_from_menus, shows_what_comes_in_above, remembers_columns_and_sort, opens_with_one_click_where_it_is_narrow,
    *demo)
