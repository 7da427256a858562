#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Backups and going back to them, the Trash of all kinds, merging, and private mode."""

import datetime
import glob
import json
import os
import subprocess
import tempfile

from driver import Atspi, Failed, run, wait_until

CTL = os.path.join(os.path.dirname(os.environ['SL_TEST_PROGRAM']), 'cli', 'shortlistctl')


def ctl(app, *arguments):
    return subprocess.run([CTL, '--data-dir', app.data_dir, *arguments], capture_output=True, text=True, check=True).stdout


def add(app, company, role, *more):
    return ctl(app, 'add', '--company', company, '--role', role, *more).strip()


def restores_a_backup(app):
    first = add(app, 'Torvmark', 'Baker', '--status', 'Applied')
    app.find(role='table row', starts='Baker at Torvmark')
    ctl(app, 'backup', 'make')
    ctl(app, 'set', first, '--role', 'Miller')
    add(app, 'Velkholt', 'Joiner')
    app.find(role='table row', starts='Miller at Torvmark')
    app.find(role='table row', starts='Joiner at Velkholt')

    app.press('ctrl+comma')
    app.click(role='page tab', name='Safety')
    app.point(contains='Show Backups')
    app.find(contains='Made by you')
    app.point(contains='Made by you')
    app.find(contains='1 then, 2 now')
    app.click(role='button', name='Restore')
    app.find(role='table row', starts='Baker at Torvmark')
    app.gone(role='table row', starts='Joiner at Velkholt')
    app.find(contains='Restored the backup of ')
    app.press('Escape')
    app.gone(role='dialog')
    app.press('ctrl+z')
    app.find(role='table row', starts='Joiner at Velkholt')
    app.find(role='table row', starts='Miller at Torvmark')


def brings_back_an_attached_file(app):
    """By the keyboard alone; nothing but the file is gone."""
    first = add(app, 'Torvmark', 'Baker', '--status', 'Applied')
    app.find(role='table row', starts='Baker at Torvmark')
    with tempfile.TemporaryDirectory() as folder:
        letter = os.path.join(folder, 'letter.txt')
        with open(letter, 'w', encoding='utf-8') as file:
            file.write('Dear all')
        ctl(app, 'document', 'add', first, letter)
    kept, = glob.glob(os.path.join(app.data_dir, 'attachments', '??', '*'))
    ctl(app, 'backup', 'make')
    os.unlink(kept)
    app.press('F10')
    app.find(role='menu item')
    app.press('b')
    app.focused(role='button', name='Back Up Now')
    app.tab_to(app.find(role='list item', starts='Today '))
    app.press('Return')
    app.find(contains='1 attached file comes back.')
    app.focused(role='button', name='Restore')
    app.press('Return')
    app.find(contains='1 attached file came back.')
    with open(kept, encoding='utf-8') as file:
        assert file.read() == 'Dear all'
    # Another one is made without it, and says so.
    os.unlink(kept)
    for copy in glob.glob(os.path.join(app.data_dir, 'backups', 'attachments', '??', '*')):
        os.unlink(copy)
    app.tab_to(app.find(role='button', name='Back Up Now'))
    app.press('Return')
    app.find(contains='is missing or damaged in this backup.')


def marks_a_damaged_backup(app):
    add(app, 'Torvmark', 'Baker')
    app.find(role='table row', starts='Baker at Torvmark')
    with open(ctl(app, 'backup', 'make').strip(), 'r+b') as file:
        file.truncate(8192)
    assert 'unreadable' in ctl(app, 'backup', 'list')
    app.press('ctrl+comma')
    app.click(role='page tab', name='Safety')
    app.point(contains='Show Backups')
    app.find(contains='Can’t be read')
    app.click(role='button', name='Delete This Backup')
    app.click(role='button', name='Delete')
    app.gone(contains='Can’t be read')


def goes_by_the_keyboard(app):
    """What goes away under the keyboard leaves the focus where it was, or beside."""
    first = add(app, 'Torvmark', 'Baker', '--status', 'Applied')
    app.focused(role='table row', starts='Baker at Torvmark')
    app.press('F10')
    app.find(role='menu item')
    app.press('b')
    app.focused(role='button', name='Back Up Now')
    app.press('Return')
    app.find(contains='Made by you')
    app.focused(role='button', name='Back Up Now')
    ctl(app, 'set', first, '--notes', 'Later')
    app.tab_to(app.find(role='list item', starts='Today '))
    app.press('Return')
    app.focused(role='button', name='Restore')
    app.press('Return')
    app.gone(role='dialog')
    app.focused(role='table row', starts='Baker at Torvmark')


def empties_the_trash(app):
    add(app, 'Torvmark', 'Baker')
    second = add(app, 'Velkholt', 'Joiner')
    third = add(app, 'Fernhill', 'Miller')
    ctl(app, 'stage', 'add', second, '--name', 'Call')
    app.find(role='table row', starts='Baker at Torvmark')
    ctl(app, 'delete', second, third)
    app.find(role='label', name='2')
    app.point(contains='Trash')
    app.find(contains='Joiner at Velkholt')
    # All kinds count, as the page lists them.
    person = ctl(app, 'contact', 'add', '--name', 'Recruiter').strip()
    ctl(app, 'contact', 'delete', person)
    app.find(starts='Recruiter, ', contains=' · Contact')
    app.find(role='label', name='3')
    app.click(role='button', name='Restore Miller at Fernhill')
    app.gone(contains='Miller at Fernhill, ')
    app.click(role='button', name='Delete Joiner at Velkholt for good')
    app.find(contains='“Joiner at Velkholt” will be deleted, and with it: 1 round.')
    app.click(role='button', name='Cancel')
    app.gone(contains='and with it')
    app.click(role='button', name='Empty Trash…')
    app.find(contains='Recruiter, Joiner at Velkholt: they will be deleted with all that belongs to them')
    app.find(contains='This can’t be undone.')
    app.click(role='button', name='Cancel')
    app.gone(contains='This can’t be undone.')
    app.find(contains='Joiner at Velkholt')
    app.tab_to(app.find(role='button', name='Empty Trash…'), key='shift+Tab')
    app.press('Return')
    app.tab_to(app.find(role='button', name='Empty Trash'))
    app.press('Return')
    app.find(name='The Trash Is Empty')
    # Nothing on the page can have the focus now.
    app.focused(role='list item', name='Trash')
    listed = json.loads(ctl(app, 'list', '--json'))
    wait_until(lambda: len(listed) == 2, 'two applications')


def only_shows_what_is_in_the_trash(app):
    first = add(app, 'Torvmark', 'Baker', '--notes', 'Ask for Monday')
    app.point(role='table row', starts='Baker at Torvmark', across=0.1)
    app.press('Return')
    app.find(role='text', name='Role')
    ctl(app, 'delete', first)
    app.find(name='This application is in the Trash')
    wait_until(lambda: not app.all(role='button', name='Status: Saved')[0].enabled, 'the page to be closed to changes')
    app.point(role='text', name='Role')
    app.type('XYZ')
    role = app.find(role='text', name='Role')
    assert role.text == 'Baker'
    assert not role.enabled and not role.has(Atspi.StateType.EDITABLE)
    assert not app.find(role='combo box', name='Work mode', showing=False).enabled
    # What is long can be read through and copied, but not written.
    app.tab_to(wait_until(lambda: next(iter(app.all(role='text', name='Notes')), None), 'the notes'))
    app.focused(role='text', name='Notes')
    app.type('XYZ')
    assert app.find(role='text', name='Notes').text == 'Ask for Monday'
    for name in ('Add round', 'Add event', 'Remind me', 'Status: Saved'):
        assert not app.all(role='button', name=name)[0].enabled, name
    app.press('r')
    assert not app.has(role='dialog', name='New Reminder')
    app.click(role='button', name='Restore')
    app.gone(role='button', name='Restore')
    wait_until(lambda: app.all(role='button', name='Add round')[0].enabled, 'the buttons again')
    role = app.find(role='text', name='Role')
    assert role.enabled and role.has(Atspi.StateType.EDITABLE)
    app.tab_to(app.find(role='text', name='Notes'))
    app.press('ctrl+End')
    app.type('!')
    wait_until(lambda: app.find(role='text', name='Notes').text == 'Ask for Monday!', 'the field again')


def merges_two(app):
    add(app, 'Torvmark', 'Baker', '--status', 'Applied', '--notes', 'One')
    add(app, 'Torvmark Ltd', 'Senior Baker', '--status', 'Applied', '--notes', 'Two')
    app.find(role='table row', starts='Senior Baker at Torvmark Ltd')
    app.point(role='table row', starts='Senior Baker at Torvmark Ltd', across=0.1)
    app.press('ctrl+a')
    app.tab_to(app.find(role='button', name='Merge the two'))
    app.press('Return')
    app.find(contains='One after the other')
    app.focused(role='radio button', name='Baker at Torvmark')
    app.tab_to(app.find(role='button', name='Merge'))
    app.press('Return')
    app.gone(role='dialog', name='Merge Applications')
    app.focused(role='table row', starts='Baker at Torvmark')
    app.gone(role='table row', starts='Senior Baker at Torvmark Ltd')
    app.find(contains='Merged two applications at Torvmark')
    rows = json.loads(ctl(app, 'list', '--json'))
    assert rows[0]['notes'] == 'One\n\nTwo', rows
    app.press('ctrl+z')
    app.find(role='table row', starts='Senior Baker at Torvmark Ltd')


def asks_for_the_pay_of_two_offers(app):
    first = add(app, 'Torvmark', 'Baker', '--status', 'Offer')
    second = add(app, 'Torvmark Ltd', 'Senior Baker', '--status', 'Offer')
    ctl(app, 'offer', 'set', first, '--salary', '1000', '--currency', 'EUR')
    ctl(app, 'offer', 'set', second, '--salary', '2000', '--currency', 'EUR')
    app.find(role='table row', starts='Senior Baker at Torvmark Ltd')
    app.point(role='table row', starts='Senior Baker at Torvmark Ltd', across=0.1)
    app.press('ctrl+a')
    app.tab_to(app.find(role='button', name='Merge the two'))
    app.press('Return')
    app.find(contains='Offer: Salary')
    app.tab_to(app.find(role='radio button', contains='1,000'))
    app.press('Down', 'space')
    app.tab_to(app.find(role='button', name='Merge'))
    app.press('Return')
    app.gone(role='dialog', name='Merge Applications')
    app.find(contains='Merged two applications at Torvmark')
    assert '2000' in ctl(app, 'offer', 'show', first)


def names_of(app):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'all.json')
        subprocess.run([CTL, '--data-dir', app.data_dir, 'export', path], check=True, capture_output=True)
        with open(path, encoding='utf-8') as file:
            everything = json.load(file)
    return {row['company_name'] for row in everything['applications']}


def leaks(app, names):
    """What is on the screen, or told to a screen reader, and names a company."""
    found = []
    for node in app.root.walk_known():
        said = [node.name, node.description, node.text]
        found += ['%r says %r' % (node, name) for name in names for text in said if name in text]
    return found


def shows_no_names(app, names, where):
    found = []

    def is_clean():
        found[:] = leaks(app, names)
        return not found
    try:
        wait_until(is_clean, 'no name ' + where)
    except Failed as failure:
        raise Failed('%s: %s' % (failure, found[:3])) from None


def fill_every_page(app, first):
    tomorrow = (datetime.date.today() + datetime.timedelta(days=1)).isoformat()
    ctl(app, 'stage', 'add', first, '--name', 'First talk at Torvmark', '--type', 'Technical', '--date', tomorrow, '--time', '10:00', '--question', 'Why bread?',
        '--interviewers', 'Quillmark', '--place', 'Torvmark, second floor')
    ctl(app, 'set', first, '--salary-min', '61000')
    ctl(app, 'offer', 'set', first, '--salary', '67000', '--currency', 'EUR', '--status', 'Rejected', '--notes', 'Torvmark bread')
    ctl(app, 'set', first, '--status', 'Applied')
    ctl(app, 'remind', 'add', '--title', 'Call Quillmark of Torvmark', '--in', '1h', '--application', first)
    ctl(app, 'reflect', 'set', first, '--worked', 'Torvmark liked it', '--skill', 'Rye=3', '--plan', 'Write to Torvmark')
    ctl(app, 'contact', 'add', '--name', 'Quillmark', '--company', 'Torvmark', '--email', 'office@torvmark.example')
    letter = os.path.join(app.data_dir, 'Letter to Torvmark.pdf')
    with open(letter, 'w', encoding='utf-8') as file:
        file.write('Dear Quillmark')
    ctl(app, 'document', 'add', first, letter, '--notes', 'For Quillmark')
    ctl(app, 'document', 'add', first, '--name', 'Their page', '--link', 'https://torvmark.example')
    ctl(app, 'resume', 'add', letter, '--name', 'Short', '--notes', 'Torvmark has it')
    ctl(app, 'saved', 'add', '--company', 'Velkholt', '--role', 'Turner', '--deadline', tomorrow)


def filters_by_hidden_amounts(app):
    add(app, 'Torvmark', 'Baker', '--salary-min', '53000', '--currency', 'EUR')
    add(app, 'Velkholt', 'Joiner', '--salary-min', '20000', '--currency', 'EUR')
    app.find(role='table row', starts='Joiner at Velkholt')
    app.point(role='toggle button', name='Filter')
    entry = app.find(name='Salary from')
    app.tab_to(entry)
    app.type('52000')
    app.gone(role='table row', starts='Joiner at Velkholt')
    app.press('Escape')
    app.find(contains='Salary from')
    app.press('ctrl+shift+h')
    app.find(role='table row', starts='Baker at Company')
    app.point(role='toggle button', name='Filter')
    entry = app.find(name='Salary from')
    assert '52000' not in entry.text, entry.text
    # It filters all the same, and what is beside it does not take it away.
    app.tab_to(app.find(name='Salary up to'))
    app.type('10000')
    app.gone(role='table row', starts='Baker at Company')
    # What was just typed can be taken back.
    app.press('ctrl+a', 'Delete')
    app.find(role='table row', starts='Baker at Company')
    app.type('60000')
    app.find(contains='1 of 2')
    app.press('Escape')
    app.find(contains='1 of 2')
    app.gone(contains='52000')


def is_private(app):
    first = add(app, 'Torvmark', 'Baker', '--status', 'Applied', '--salary-min', '53000', '--currency', 'EUR', '--notes', 'Torvmark called')
    add(app, 'Velkholt', 'Joiner', '--status', 'Interviewing', '--url', 'https://velkholt.example')
    add(app, 'Fernhill', 'Miller', '--status', 'Rejected')
    gone = add(app, 'Oldwater', 'Cooper', '--status', 'Applied')
    app.find(role='table row', starts='Baker at Torvmark')
    ctl(app, 'delete', gone)
    fill_every_page(app, first)
    names = {'Torvmark', 'Velkholt', 'Fernhill', 'Oldwater', 'velkholt', 'Quillmark', 'torvmark',
             '53000', '53,000', '61000', '61,000', '67000', '67,000'}
    assert leaks(app, names), 'the names are there to be hidden'
    # What is open when it is turned on doesn't stay.
    find_anything(app, 'bread')
    app.find(role='dialog', contains='Find')
    app.find(contains='Why bread?')
    app.press('ctrl+shift+h')
    app.gone(role='text', name='Find anything')
    app.find(role='table row', starts='Baker at Company')
    app.find(role='toggle button', name='Private mode')
    shows_no_names(app, names, 'in the list')
    # An application.
    app.point(role='table row', starts='Baker at Company', across=0.1)
    app.press('Return')
    app.find(contains='Hidden in private mode')
    app.find(name='Technical')
    shows_no_names(app, names, 'on the page of an application')
    app.click(name='Papers', role='page tab')
    app.find(role='button', contains='Open Other')
    shows_no_names(app, names, 'among its papers')
    app.click(name='Overview')
    app.point(role='list item', starts='Technical')
    app.find(role='dialog', name='Edit Round')
    app.find(contains='Hidden in private mode')
    shows_no_names(app, names, 'in the form of a round')
    app.press('Escape')
    app.gone(role='dialog', name='Edit Round')
    app.click(name='Timeline')
    app.find(name='Changed: Salary from')
    shows_no_names(app, names, 'in the timeline')
    app.click(name='Overview')
    app.click(role='button', name='Mark “•••” as done')
    app.find(contains='Marked “•••” as done')
    shows_no_names(app, names, 'in what is told of a deed')
    about_the_company(app)
    shows_no_names(app, names, 'about a company')
    app.press('Escape')
    app.click(role='button', name='Remind me')
    app.find(role='dialog', name='New Reminder')
    shows_no_names(app, names, 'in a new reminder')
    app.press('Escape')
    app.gone(role='dialog', name='New Reminder')
    app.press('Escape', 'Escape')
    for word in ('bread', 'quill', 'torv', 'turner'):
        find_anything(app, word)
        app.find(role='list item', contains=FOUND[word])
        # What one types oneself is one's own.
        app.press('BackSpace')
        shows_no_names(app, names, 'where one looks for ' + word)
        app.press('Escape')
        app.gone(role='text', name='Find anything')
    app.press('ctrl+2')
    shows_no_names(app, names, 'on the board')
    app.press('ctrl+3')
    app.find(role='image', starts='Top companies: ')
    shows_no_names(app, names, 'in the charts')
    for chart, cell in (('Top companies', 'Company '), ('Salaries', '•••')):
        app.click(role='toggle button', name=chart + ': show as table')
        app.find(contains=cell)
        shows_no_names(app, names, 'in the table of ' + chart)
    for page in [node.name for node in app.all(role='list item') if node.name in PAGES]:
        app.point(role='list item', name=page)
        shows_no_names(app, names, 'on ' + page)
    app.press('ctrl+1')
    app.press('ctrl+shift+h')
    app.find(role='table row', starts='Baker at Torvmark')
    # What is exported was never changed.
    assert names_of(app) >= {'Torvmark', 'Velkholt', 'Fernhill'}


# What is found by these words, beside what has a name.
FOUND = {'bread': 'Why bread?', 'quill': 'Person ', 'torv': 'Company ', 'turner': 'Turner'}


def find_anything(app, words):
    app.press('ctrl+k')
    app.focused(role='text', name='Find anything')
    app.type(words)


def about_the_company(app):
    app.click(role='toggle button', name='More actions')
    app.find(role='menu item')
    # It has no posting to open: this is the first entry.
    app.press('Return')
    app.find(role='dialog', contains='Company')


PAGES = ('Today', 'Interviews', 'Saved Jobs', 'Agenda', 'People', 'Papers', 'Questions', 'Skills', 'Trash')


def tells_of_a_recovery(app):
    add(app, 'Torvmark', 'Baker')
    ctl(app, 'backup', 'make')
    app.find(role='table row', starts='Baker at Torvmark')
    app.quit()
    with open(os.path.join(app.data_dir, 'shortlist.db'), 'r+b') as file:
        file.write(b'x' * 100)
    app.start()
    app.find(contains='A backup is open: ')
    app.find(contains='with 1 application (Made by you)')
    app.click(role='button', name='Details')
    app.find(contains='shortlist-damaged-')
    app.find(role='button', name='Show Folder')
    app.click(role='button', name='Backups')
    app.find(role='dialog', name='Backups')
    app.find(contains='Made by you · 1 application')


def is_private_where_it_is_narrow(app):
    # The pages are made anew: the one in sight and the new one are in one view for a moment.
    app.find(role='list item')
    for _ in range(2):
        app.press('ctrl+shift+h')
        app.find(role='list item', contains='Company')
        app.press('ctrl+shift+h')
        app.gone(role='list item', contains=' at Company')
        app.find(role='list item')


is_private_where_it_is_narrow.arguments = ('--demo', '--size', '400x800', '--view', 'interviews')


def sets_preferences(app):
    add(app, 'Torvmark', 'Baker', '--status', 'Applied', '--location', 'Bergen')
    app.find(role='table row', starts='Baker at Torvmark')
    app.press('ctrl+comma')
    app.find(role='dialog', name='Preferences')
    app.find(contains='Columns of the list')
    app.press('Escape')
    app.gone(role='dialog', name='Preferences')


run(restores_a_backup, brings_back_an_attached_file, marks_a_damaged_backup, goes_by_the_keyboard, empties_the_trash, only_shows_what_is_in_the_trash, merges_two, asks_for_the_pay_of_two_offers, filters_by_hidden_amounts, is_private, is_private_where_it_is_narrow, tells_of_a_recovery, sets_preferences)
