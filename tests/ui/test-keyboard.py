#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""By the keyboard alone, to the end: people to a file and from one, and paper from the print dialog; and all pages and
dialogs where the window is 360 pixels wide."""

import os
import shutil
import subprocess

from accessible import NUDGE
from driver import Atspi, run, wait_until


def ctl(app, *arguments):
    program = os.path.join(os.path.dirname(os.environ['SL_TEST_PROGRAM']), 'cli', 'shortlistctl')
    return subprocess.run([program, '--data-dir', app.data_dir, *arguments], check=True, capture_output=True, text=True).stdout.strip()


def choose_from_menu(app, key, walk='Tab', **button):
    """Walks to a menu's button, opens it and presses the key of an entry."""
    app.tab_to(app.find(role='toggle button', **button), key=walk)
    app.press('space')
    app.find(role='menu item')
    app.press(key)


# People

def writes_and_reads_address_books(app):
    ctl(app, 'contact', 'add', '--name', 'Front desk', '--company', 'Torvmark', '--email', 'desk@torvmark.example')
    app.press('alt+6')
    app.tab_to(app.find(role='list item', name='Front desk'))
    app.press('Return')
    choose_from_menu(app, 'e', name='More for this person')
    path = os.path.join(app.data_dir, 'desk.vcf')
    app.name_file(path)
    app.find(name='Saved as desk.vcf')
    app.focused(role='toggle button', name='More for this person')
    with open(path, encoding='utf-8') as file:
        lines = file.read().splitlines()
    assert lines[0] == 'BEGIN:VCARD' and 'FN:Front desk' in lines and 'EMAIL;TYPE=INTERNET:desk@torvmark.example' in lines, lines

    app.tab_to(app.find(role='list item', name='Front desk'), key='shift+Tab')
    app.press('Delete')
    app.find(name='Nobody Here Yet')
    choose_from_menu(app, 'i', walk='shift+Tab', name='More actions')
    app.name_file(path)
    app.find(role='list item', name='Front desk')
    assert 'desk@torvmark.example' in ctl(app, 'contact', 'list', '--json')


# Paper

def print_to_file(app, path):
    """In GTK's own dialog, over the window."""
    wait_until(lambda: len(app.root.below) == 2, 'the print dialog')
    app.take_focus()
    app.tab_to(app.find(role='table row', name='Print to File'))
    app.press('space')
    app.find(role='radio button', name='PDF')
    # The button with the file's name has no name of its own.
    app.press('Tab')
    app.focused(role='button', name='')
    app.press('space')
    app.name_file(path, windows=3)
    app.tab_to(app.all(role='button', name='Print')[-1])
    app.press('Return')
    wait_until(lambda: len(app.root.below) == 1, 'the print dialog to close')
    app.take_focus()


def read_pdf(path):
    """Returns: its words, or None where nothing reads them."""
    def is_whole():
        if not os.path.exists(path):
            return False
        with open(path, 'rb') as file:
            return file.read().rstrip().endswith(b'%%EOF')
    wait_until(is_whole, 'the PDF')
    with open(path, 'rb') as file:
        assert file.read(4) == b'%PDF'
    if shutil.which('pdftotext') is None:
        return None
    return subprocess.run(['pdftotext', '-layout', path, '-'], check=True, capture_output=True, text=True).stdout


def prints_an_interview_pack(app):
    first = ctl(app, 'add', '--company', 'Torvmark', '--role', 'Baker', '--status', 'Interviewing')
    ctl(app, 'stage', 'add', first, '--name', 'First talk', '--date', '2020-03-02', '--time', '10:00', '--question', 'Why bread?')
    app.focused(role='table row', starts='Baker at Torvmark')
    app.press('Return')
    choose_from_menu(app, 'p', name='Result of “First talk”: Pending')
    path = os.path.join(app.data_dir, 'pack.pdf')
    print_to_file(app, path)
    words = read_pdf(path)
    assert words is None or all(word in words for word in ('Torvmark', 'Baker', 'First talk', 'Why bread?')), words
    app.focused(role='toggle button', name='Result of “First talk”: Pending')


def prints_the_offers(app):
    for company, salary in ('Torvmark', '1000'), ('Velkholt', '2000'):
        offer = ctl(app, 'add', '--company', company, '--role', 'Baker', '--status', 'Offer')
        ctl(app, 'offer', 'set', offer, '--salary', salary, '--currency', 'EUR')
    app.press('alt+3')
    app.tab_to(app.find(role='button', name='Compare offers'))
    app.press('Return')
    app.find(role='dialog', name='Offers')
    app.tab_to(app.find(role='button', name='Print'))
    app.press('Return')
    path = os.path.join(app.data_dir, 'offers.pdf')
    print_to_file(app, path)
    words = read_pdf(path)
    assert words is None or all(word in words for word in ('Torvmark', 'Velkholt', '2,000')), words
    # What could not be written is told, where the person is.
    app.focused(role='button', name='Print')
    app.press('Return')
    print_to_file(app, '/proc/offers.pdf')
    app.find(starts='The offers weren’t printed.')


# Where it is narrow

def are_in_sight(app, **what):
    """All of it stands within the window, and the window did not grow for it."""
    def overflow():
        nodes = app.all(**what)
        ends = [node.extents()[0] + node.extents()[2] for node in nodes]
        return not nodes or max(ends) > 360 or app.find(role='frame').extents()[2] > 360
    wait_until(lambda: not overflow(), 'all of %s to be in sight' % what)


def begins_forms_at_their_first_field(app):
    """Also where they come up from below, and where the first field has several lines."""
    first = ctl(app, 'add', '--company', 'Torvmark', '--role', 'Baker', '--status', 'Applied')
    app.focused(role='list item', starts='Baker at Torvmark')
    app.press('ctrl+n')
    app.focused(role='text', name='Company')
    app.press('Escape')
    app.gone(role='dialog')
    app.focused(role='list item', starts='Baker at Torvmark')
    app.press('Return')
    app.tab_to(app.find(role='button', name='Add round'))
    app.press('Return')
    app.focused(role='text', name='Name')
    app.press('Escape')
    app.gone(role='dialog')
    app.focused(role='button', name='Add round')
    app.tab_to(app.find(role='toggle button', name='Add more'))
    app.press('space')
    app.find(role='menu item')
    app.press('Down', 'Return')
    app.focused(role='text', name='What went well')
    # It keeps nobody.
    app.press('shift+Tab')
    app.focused(role='button', name='Add')
    app.press('Tab')
    app.focused(role='text', name='What went well')
    app.type('The bread')
    app.press('ctrl+Return')
    app.gone(role='dialog')
    wait_until(lambda: 'The bread' in ctl(app, 'reflect', 'show', first), 'what was written')


def merges_two_where_it_is_narrow(app):
    ctl(app, 'add', '--company', 'Torvmark', '--role', 'Baker', '--status', 'Applied')
    ctl(app, 'add', '--company', 'Torvmark Ltd', '--role', 'Senior Baker', '--status', 'Applied')
    app.find(role='list item', starts='Baker at Torvmark')
    app.focused(role='list item')
    app.press('ctrl+a')
    app.find(role='button', name='Merge the two')
    for what in ({'role': 'list item', 'contains': 'Baker at '}, {'role': 'button', 'name': 'Move to Trash'}, {'role': 'label', 'name': '2 selected'}):
        are_in_sight(app, **what)
    app.tab_to(app.find(role='button', name='Merge the two'))
    app.press('Return')
    app.focused(role='radio button', name='Baker at Torvmark')
    app.tab_to(app.find(role='button', name='Merge'))
    app.press('Return')
    app.gone(role='dialog', name='Merge Applications')
    app.gone(role='list item', starts='Senior Baker at Torvmark Ltd')


def get_focus(app):
    return next(reversed(app.all(state=Atspi.StateType.FOCUSED)), None)


def walk(app, stops):
    """So many steps with Tab, or until it is where it began: each leads to something that has a name and is in sight."""
    first = None
    for stop in range(stops):
        node = wait_until(lambda: get_focus(app), 'the focus')

        def is_in_sight():
            x, y, width, height = node.extents()
            # Less the frame that a window has on a display without a compositor, by which places are wrong.
            return node.name and x >= -NUDGE and x + width <= NARROW[0] and y >= -NUDGE and y + min(height, 20) <= NARROW[1]
        wait_until(is_in_sight, '%r to be in sight and have a name' % node)
        if node.path == first or stop == stops - 1:
            return
        first = first or node.path
        app.press('Tab')
        wait_until(lambda: (get_focus(app) or node).path != node.path, 'the focus to go on from %r' % node)


def opens_every_page_where_it_is_narrow(app):
    app.find(role='list item')
    for key in '1234567890':
        app.press('alt+' + key)
        app.find(name=PAGES[key])
        walk(app, 8)


def shows_a_whole_application_where_it_is_narrow(app):
    app.focused(role='list item')
    app.press('Return')
    app.focused(role='button', starts='Status: ')
    tabs = ('Overview', 'Rounds', 'Papers', 'Timeline')
    for before, tab in zip((None, *tabs), tabs):
        if before is None:
            app.tab_to(app.find(role='page tab', name=tab))
        else:
            app.press('Right')
            app.focused(role='page tab', name=tab)
            app.press('space')
        walk(app, 30 if before is None else 8)
        app.tab_to(app.find(role='page tab', name=tab), presses=60)
    app.press('Escape')
    app.focused(role='list item')


def opens_every_dialog_where_it_is_narrow(app):
    app.focused(role='list item')
    for keys, title in DIALOGS:
        app.press(keys[0])
        if keys[0] == 'F10':
            app.find(role='menu item')
            app.press(keys[1])
        app.find(role='dialog', name=title)
        # There is one button only.
        walk(app, 1 if title == 'Import' else 6)
        app.press('Escape')
        app.gone(role='dialog')
    # Nobody sees whose it is, and the focus stays.
    app.press('alt+2')
    app.focused(role='list item')
    app.press('ctrl+shift+h')
    app.focused(role='list item', contains=' at Company 1')
    walk(app, 6)


NARROW = (360, 640)
PAGES = {'1': 'Today', '2': 'Board', '3': 'Interviews', '4': 'Saved Jobs', '5': 'Agenda', '6': 'People', '7': 'Papers', '8': 'Questions', '9': 'Skills', '0': 'Trash'}
DIALOGS = ((('F10', 'b'), 'Backups'), (('F10', 't'), 'Tags'), (('F10', 'j'), 'Report'), (('F10', 'o'), 'Offers'), (('ctrl+i',), 'Import'),
           (('ctrl+e',), 'Export Applications'), (('ctrl+comma',), 'Preferences'), (('ctrl+k',), 'Find'), (('ctrl+question',), 'Keyboard Shortcuts'),
           (('ctrl+n',), 'New Application'))

for test in (opens_every_page_where_it_is_narrow, shows_a_whole_application_where_it_is_narrow, opens_every_dialog_where_it_is_narrow):
    test.arguments = ('--demo', '--size', '370x650')
for test in (begins_forms_at_their_first_field, merges_two_where_it_is_narrow):
    test.arguments = ('--size', '360x640')

run(writes_and_reads_address_books, prints_an_interview_pack, prints_the_offers, begins_forms_at_their_first_field, merges_two_where_it_is_narrow,
    opens_every_page_where_it_is_narrow, shows_a_whole_application_where_it_is_narrow, opens_every_dialog_where_it_is_narrow)
