#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The application page: every field edited in place and saved as one types, with bad values told and not saved; tags,
events, undo; and all of it there again after a restart."""

import itertools
import subprocess

from driver import run, wait_until


def add(app, company, role):
    app.press('ctrl+n')
    app.fill(company, role='text', name='Company')
    app.fill(role, role='text', name='Role')
    app.click(role='button', name='Add')
    app.gone(role='dialog', name='New Application')


places = itertools.cycle((0.1, 0.2))


def open_page(app, name):
    # Twice at one place is a double click, which opens it by itself: the key would go to its page.
    app.point(role='table row', starts=name, across=next(places))
    app.press('Return')
    app.find(role='text', name='Role')


def field(app, name):
    return app.find(role='text', name=name)


def edits_and_finds_again(app):
    add(app, 'Acme', 'Engineer')
    open_page(app, 'Engineer at Acme')
    field(app, 'Role').set_text('Chief Engineer')
    app.find(role='label', name='Chief Engineer')
    field(app, 'Location').set_text('Málaga')
    app.find(name='Acme · Málaga')
    # What is saved is undone by the window, also from within another field; what is being typed, by the field itself.
    app.point(role='text', name='Company')
    app.press('End')
    app.type(' XYZ')
    app.press('Tab')
    app.find(name='Acme XYZ · Málaga')
    app.point(role='text', name='Location')
    app.press('ctrl+z')
    app.find(name='Acme · Málaga')
    app.press('ctrl+shift+z')
    app.find(name='Acme XYZ · Málaga')
    app.press('ctrl+z')
    app.find(name='Acme · Málaga')
    # A view that is asked for comes to the front.
    app.press('ctrl+2')
    app.gone(role='text', name='Location')
    app.press('ctrl+1')
    app.find(role='table row', starts='Chief Engineer at Acme')
    app.restart()
    open_page(app, 'Chief Engineer at Acme')
    wait_until(lambda: field(app, 'Location').text == 'Málaga', 'the place to be there again')


def tells_bad_values_and_keeps_the_old(app):
    add(app, 'Acme', 'Engineer')
    open_page(app, 'Engineer at Acme')
    # While a value is bad, the field is called by what is wrong with it.
    company = field(app, 'Company')
    company.set_text('x' * 300)
    app.find(role='text', contains='255')
    company.set_text('')
    app.gone(role='text', contains='255')
    app.find(role='label', name='Acme')
    app.press('Escape')
    app.find(role='table row', starts='Engineer at Acme')


def tells_of_an_edit_that_was_refused_after_leaving(app):
    add(app, 'Acme', 'Engineer')
    open_page(app, 'Engineer at Acme')
    field(app, 'Salary from').set_text('50000')
    field(app, 'Salary to').set_text('40')
    app.press('Escape')
    app.find(contains='The last edit wasn’t saved.')
    app.gone(role='text', name='Salary to')
    app.find(role='table row', starts='Engineer at Acme')


def takes_the_currency_along(app):
    add(app, 'Acme', 'Engineer')
    open_page(app, 'Engineer at Acme')
    assert field(app, 'Currency').text == 'USD'
    field(app, 'Salary from').set_text('45,000 €')
    wait_until(lambda: field(app, 'Salary from').text == '45000', 'the amount as it is kept')
    wait_until(lambda: field(app, 'Currency').text == 'EUR', 'its currency')


def adds_a_tag_and_an_event(app):
    add(app, 'Acme', 'Engineer')
    open_page(app, 'Engineer at Acme')
    app.point(name='Add a tag')
    app.fill('Dream job', role='text', name='Find or name a tag')
    app.press('Return')
    app.find(name='Take off “Dream job”')
    app.click(role='button', name='Add event')
    app.fill('Called by the team lead', role='text', name='What happened')
    app.click(role='button', name='Add')
    app.gone(role='dialog', name='New Event')
    app.click(name='Timeline')
    app.find(contains='Called by the team lead')
    app.find(contains='Added to Shortlist')


def reads_days_as_people_write_them(app):
    add(app, 'Acme', 'Engineer')
    open_page(app, 'Engineer at Acme')
    day = field(app, 'Follow-up date')
    day.set_text('2031-09-03')
    app.press('Escape')
    open_page(app, 'Engineer at Acme')
    wait_until(lambda: field(app, 'Follow-up date').text == 'Sep 3, 2031', 'a day as people write it')
    field(app, 'Follow-up date').set_text('4 Oct 2031')
    app.press('Escape')
    open_page(app, 'Engineer at Acme')
    wait_until(lambda: field(app, 'Follow-up date').text == 'Oct 4, 2031', 'the other day')


def deletes_an_event_and_takes_it_back(app):
    add(app, 'Acme', 'Engineer')
    open_page(app, 'Engineer at Acme')
    app.click(role='button', name='Add event')
    app.fill('Called by the team lead', role='text', name='What happened')
    app.click(role='button', name='Add')
    app.gone(role='dialog', name='New Event')
    app.click(name='Timeline')
    app.find(contains='Called by the team lead')
    app.click(role='button', contains='Delete “Called by the team lead”, ')
    app.gone(contains='Called by the team lead')
    app.click(role='button', name='Undo')
    app.tab_to(app.find(role='list item', contains='Called by the team lead'), presses=60)
    app.press('Delete')
    app.gone(contains='Called by the team lead')


def ends_a_form_from_its_long_text(app):
    add(app, 'Acme', 'Engineer')
    open_page(app, 'Engineer at Acme')
    app.click(role='button', name='Add event')
    app.fill('Called', role='text', name='What happened')
    app.tab_to(app.find(role='text', name='Note'))
    app.type('One')
    app.press('Return')
    app.type('Two')
    app.press('ctrl+Return')
    app.gone(role='dialog', name='New Event')
    app.click(name='Timeline')
    app.find(contains='Two')


def keeps_the_cursor_when_the_window_changes(app):
    """An application moves between the pane beside the list and a page of its own."""
    def resize(width):
        subprocess.run(['xdotool', 'search', '--onlyvisible', '--name', 'Shortlist', 'windowsize', str(width), '900'], check=True)

    add(app, 'Acme', 'Engineer')
    open_page(app, 'Engineer at Acme')
    app.point(role='text', name='Location')
    app.press('End')
    app.type('Mala')
    resize(1500)
    app.find(role='table row', starts='Engineer at Acme')
    app.focused(role='text', name='Location')
    resize(1000)
    app.gone(role='table row', starts='Engineer at Acme')
    app.focused(role='text', name='Location')
    app.type('ga')
    wait_until(lambda: field(app, 'Location').text == 'Malaga', 'what was typed all the while')


def keeps_the_cursor_while_a_tag_is_saved(app):
    """A new name sorts the tags anew; the person goes on typing where they were."""
    for name in ('Dream', 'Zebra'):
        app.find(role='text', name='New tag')
        app.type(name)
        app.press('Return')
        app.find(role='label', name=name)
    app.point(role='text', name='Tag name')
    app.press('Home')
    app.type('Zo')
    app.find(role='label', name='ZoDream')
    app.type('o')
    app.find(role='label', name='ZooDream')
    app.find(role='label', name='Zebra')
    # Each row's buttons say what they are about, also once it is called something else.
    app.find(role='toggle button', name='Change the color of “ZooDream”')
    app.find(role='toggle button', name='Merge “Zebra” into another tag')
    app.click(role='button', name='Delete the tag “ZooDream”')
    app.find(role='label', name='Tag deleted')
    # The dialog's own; the window still shows one for what was added.
    list(app.all(role='button', name='Undo'))[-1].activate()
    app.find(role='button', name='Delete the tag “ZooDream”')


keeps_the_cursor_while_a_tag_is_saved.arguments = ('--view', 'tags')


def deletes_and_takes_it_back(app):
    add(app, 'Acme', 'Engineer')
    open_page(app, 'Engineer at Acme')
    app.point(name='More actions')
    app.find(role='menu item')
    app.press('Up', 'Return')
    app.gone(role='table row', starts='Engineer at Acme')
    app.press('ctrl+z')
    app.find(role='table row', starts='Engineer at Acme')


def opens_a_posting_only_where_there_is_one(app):
    add(app, 'Acme', 'Engineer')
    open_page(app, 'Engineer at Acme')
    app.point(name='More actions')
    assert not app.find(role='menu item').enabled
    app.press('Escape')
    app.gone(role='menu item')
    field(app, 'Link').set_text('https://acme.example/jobs/7')
    app.tab_to(field(app, 'Role'))
    app.find(role='button', name='Posting')
    app.point(name='More actions')
    assert app.find(role='menu item').enabled


def warns_of_the_same_application(app):
    add(app, 'Acme GmbH', 'Engineer')
    app.press('ctrl+n')
    app.fill('ACME', role='text', name='Company')
    app.fill('engineer', role='text', name='Role')
    app.find(starts='You already have Engineer at Acme GmbH')
    app.click(role='button', name='Open it')
    app.gone(role='dialog', name='New Application')
    field(app, 'Link').set_text('https://acme.example/jobs/7')
    app.press('Escape')
    # By the keyboard alone: company, Enter, role, Enter.
    app.press('ctrl+n')
    app.find(role='text', name='Company')
    app.type('Globex')
    app.press('Return')
    app.type('Analyst')
    app.press('Return')
    app.gone(role='dialog', name='New Application')
    app.find(role='table row', starts='Analyst at Globex')
    # The same posting under another name.
    app.press('ctrl+n')
    app.fill('http://www.acme.example/jobs/7/', role='text', starts='Link to the Posting')
    app.find(starts='You already have Engineer at Acme GmbH')


def finds_by_a_few_letters(app):
    add(app, 'Globex', 'Data Analyst')
    add(app, 'Acme', 'Engineer')
    # What is typed at once is meant for the dialog, which is only just about to come: at any pace.
    for delay in 5, 40, 120:
        app.type('globe', delay, after='ctrl+k')
        wait_until(lambda: app.find(role='text', name='Find anything').text == 'globe', 'all letters')
        app.press('Escape')
        app.gone(role='text', name='Find anything')
    app.type('glx', after='ctrl+k')
    wait_until(lambda: app.has(role='list item', starts='Data Analyst at Globex') and
               not app.has(role='list item', starts='Engineer at Acme'), 'only the one that was meant')
    app.press('Return')
    wait_until(lambda: field(app, 'Company').text == 'Globex', 'its page')


finds_by_a_few_letters.moves = True

run(edits_and_finds_again, tells_bad_values_and_keeps_the_old,
    tells_of_an_edit_that_was_refused_after_leaving, takes_the_currency_along, adds_a_tag_and_an_event, reads_days_as_people_write_them,
    deletes_an_event_and_takes_it_back, ends_a_form_from_its_long_text, keeps_the_cursor_when_the_window_changes, keeps_the_cursor_while_a_tag_is_saved, deletes_and_takes_it_back,
    opens_a_posting_only_where_there_is_one, warns_of_the_same_application, finds_by_a_few_letters)
