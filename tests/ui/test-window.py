#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window around the views: the pane beside a wide list, saved filters and tags in the sidebar, sorting by the heads,
the first start, the keys."""

import contextlib
import fcntl
import glob
import os
import re
import sqlite3
import subprocess

from accessible import Atspi
from driver import DEADLINE, run, wait_until


def rows(app):
    return [node.name for node in app.all(role='table row') if ' at ' in node.name]


def filter_by_status(app, status):
    app.point(role='toggle button', name='Filter')
    app.point(role='toggle button', starts=status + ', ')
    app.press('Escape')
    app.find(contains=' of 120')


def first_start_offers_three_ways(app):
    app.find(name='Welcome to Shortlist')
    app.find(role='button', name='Import a Spreadsheet…')
    app.find(role='button', name='Add an Application')
    app.click(role='button', name='Look Around with Sample Data')
    app.find(contains='This is sample data')
    app.find(name='120 applications')


def keeps_what_was_added_to_the_sample(app):
    app.find(contains='This is sample data')
    app.find(name='120 applications')
    app.click(role='button', name='New application')
    app.fill('Acme', role='text', name='Company')
    app.fill('Engineer', role='text', name='Role')
    app.click(role='button', name='Add')
    app.find(name='121 applications')
    app.click(role='button', name='Start My Own')
    app.find(contains='Keep the Application You Added?')
    app.click(role='button', name='Cancel')
    app.gone(contains='Keep the Application You Added?')
    app.click(role='button', name='Start My Own')
    app.click(role='button', name='Keep')
    app.gone(contains='This is sample data')
    app.find(name='1 application')
    app.find(role='table row', starts='Engineer at Acme')
    # It is in the person's own data now.
    app.arguments = ()
    app.close_and_start()
    app.find(role='table row', starts='Engineer at Acme')


def keeps_a_person_added_to_the_sample(app):
    app.find(name='120 applications')
    app.point(role='list item', starts='People')
    app.click(role='button', name='New Person')
    app.focused(role='text', name='Name')
    app.type('Head of baking')
    app.click(role='button', name='Add')
    app.gone(role='dialog', name='New Person')
    app.point(role='list item', starts='Applications')
    app.click(role='button', name='Start My Own')
    app.find(contains='Keep What You Added?')
    app.click(role='button', name='Keep')
    app.gone(contains='This is sample data')
    app.point(role='list item', starts='People')
    app.find(contains='Head of baking')


def sorts_by_its_heads(app):
    app.find(name='120 applications')
    app.point(role='filler', name='Company')
    wait_until(lambda: len(rows(app)) > 5 and companies(app) == sorted(companies(app), key=str.casefold), 'the list by company')
    app.point(role='filler', name='Company')
    wait_until(lambda: companies(app) == sorted(companies(app), key=str.casefold, reverse=True), 'the same from the end')


def quiet_days(app):
    return [int(node.name.split()[0]) for node in app.all(role='label') if re.fullmatch(r'\d+ days?', node.name)]


def points_its_arrow_the_way_the_days_run(app):
    """What is opened with waits for an answer, fewest days first; the head turns it round, and ends its sort then."""
    app.find(name='120 applications')
    wait_until(lambda: len(quiet_days(app)) > 3 and quiet_days(app) == sorted(quiet_days(app)), 'fewest quiet days first')
    few = quiet_days(app)
    app.point(role='filler', name='Quiet')
    wait_until(lambda: len(quiet_days(app)) > 3 and quiet_days(app) == sorted(quiet_days(app), reverse=True), 'most quiet days first')
    app.point(role='filler', name='Quiet')
    wait_until(lambda: quiet_days(app) == few, 'the order it was opened with')


def says_which_views_there_are(app):
    process = subprocess.run([os.environ['SL_TEST_PROGRAM'], '--view', 'nonsense'], capture_output=True, text=True, check=False)
    assert process.returncode == 2, process.returncode
    assert 'nonsense' in process.stderr and 'agenda, people' in process.stderr, process.stderr


def draws_nothing_else_than_was_asked_for(app):
    """A sample has no account, and so nothing of a server."""
    picture = os.path.join(app.data_dir, 'picture.png')
    for view in ('sync-conflicts', 'community'):
        process = subprocess.run([os.environ['SL_TEST_PROGRAM'], '--count', '3', '--view', view, '--screenshot', picture],
                                 capture_output=True, text=True, check=False)
        assert process.returncode == 2, process.returncode
        assert view in process.stderr, process.stderr
        assert not os.path.exists(picture)


def draws_nothing_of_what_cannot_be_read(app):
    """The program ends and says why, instead of waiting for it."""
    app.quit()
    with sqlite3.connect(os.path.join(app.data_dir, 'shortlist.db')) as data:
        data.execute('ALTER TABLE sync_account RENAME COLUMN message TO elsewhere')
    picture = os.path.join(app.data_dir, 'picture.png')
    process = subprocess.run([os.environ['SL_TEST_PROGRAM'], '--data-dir', app.data_dir, '--view', 'sync-outbox', '--screenshot', picture],
                             capture_output=True, text=True, check=False, timeout=DEADLINE)
    assert process.returncode == 1, process.returncode
    assert 'How syncing stands couldn’t be read' in process.stderr, process.stderr
    assert not os.path.exists(picture)


def companies(app):
    return [name.split(' at ', 1)[1].split(',')[0] for name in rows(app)]


def saves_a_filter(app):
    app.find(name='120 applications')
    filter_by_status(app, 'Rejected')
    number = app.find(contains=' of 120').name
    app.click(role='button', name='Save Filter…')
    app.fill('Turned down', name='Saved filter', role='text')
    app.click(role='button', name='Save')
    app.find(role='list item', name='Turned down')
    app.click(role='button', name='Clear')
    app.find(name='120 applications')
    app.point(role='list item', name='Turned down')
    app.find(name=number)
    app.press('ctrl+z')
    app.gone(role='list item', name='Turned down')


def takes_filters_away_one_by_one(app):
    app.find(name='120 applications')
    filter_by_status(app, 'Rejected')
    app.click(role='button', name='Remove filter Rejected')
    app.find(name='120 applications')
    app.point(role='list item', name='Agency')
    app.find(contains=' of 120')
    # Elsewhere on the row: a double click is one, and only opens it.
    app.point(role='list item', name='Agency', across=0.2)
    app.find(name='120 applications')


def filters_by_days(app):
    app.find(name='120 applications')
    app.point(role='toggle button', name='Filter')
    app.fill('yesterdayish', role='text', name='Applied from')
    app.find(name='Write a day such as Sep 3, 2026-09-03 or “2 weeks ago”.')
    app.fill('2020-01-01', role='text', name='Applied from')
    app.gone(name='Write a day such as Sep 3, 2026-09-03 or “2 weeks ago”.')
    app.fill('2019-01-01', role='text', name='Applied until')
    app.find(name='The last day is before the first.')
    app.fill('2020-02-01', role='text', name='Applied until')
    app.find(name='0 of 120 applications')
    app.press('Escape')
    app.find(name='No Applications Match')
    app.click(role='button', name='Clear Filters')
    app.find(name='120 applications')


def opens_beside_the_list(app):
    app.find(name='120 applications')
    first, second = rows(app)[:2]
    app.point(role='table row', starts=first, across=0.1)
    app.press('Return')
    app.find(role='text', name='Role')
    # The list is still there, in two lines a row, and what is chosen in it is shown beside it.
    app.find(role='list item', name=second)
    app.press('j')
    role = second.split(' at ')[0]
    wait_until(lambda: any(node.text == role for node in app.all(role='text', name='Role')), 'the pane to follow')
    app.press('Escape', 'Escape')
    app.gone(role='text', name='Role')
    app.find(role='table row', name=second)


def shows_its_keys(app):
    app.find(name='120 applications')
    app.press('question')
    app.find(role='dialog', name='Keyboard Shortcuts')
    app.press('Escape')
    app.gone(role='dialog', name='Keyboard Shortcuts')



def opens_its_help(app):
    own = os.path.join(app.data_dir, 'desktop')
    viewer, seen = os.path.join(own, 'applications', 'viewer.desktop'), os.path.join(app.data_dir, 'seen')
    os.makedirs(os.path.dirname(viewer))
    before = os.environ.get('XDG_DATA_HOME'), os.environ.get('XDG_CONFIG_HOME')
    os.environ.update(XDG_DATA_HOME=own, XDG_CONFIG_HOME=own)
    try:
        with open(viewer, 'w', encoding='utf-8') as file:
            file.write('[Desktop Entry]\nType=Application\nName=Viewer\nExec=cp %s.page %s.%%u\nMimeType=x-scheme-handler/help;\n' % (seen, seen))
        with open(os.path.join(own, 'mimeapps.list'), 'w', encoding='utf-8') as file:
            file.write('[Default Applications]\nx-scheme-handler/help=viewer.desktop\n')
        open(seen + '.page', 'w', encoding='utf-8').close()
        app.restart()
        app.find(name='Welcome to Shortlist')
        app.press('F1')
        wait_until(lambda: glob.glob(seen + '.help:io.github.shortlistapp.Shortlist*'), 'the help viewer')
        # Without one, it says what is missing, and has the keys at least.
        os.unlink(viewer)
        with open(os.path.join(own, 'mimeapps.list'), 'w', encoding='utf-8') as file:
            file.write('[Removed Associations]\nx-scheme-handler/help=yelp.desktop;org.gnome.Yelp.desktop;\n')
        app.restart()
        app.find(name='Welcome to Shortlist')
        app.press('F1')
        app.find(contains='There is no help viewer here.')
        app.click(role='button', name='Shortcuts')
        app.find(role='dialog', name='Keyboard Shortcuts')
    finally:
        for name, value in zip(('XDG_DATA_HOME', 'XDG_CONFIG_HOME'), before):
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value



def leads_into_its_pages(app):
    app.find(name='120 applications')
    # To what the page is about, not to its head.
    heads = {4: 'Save a job', 6: 'New Person', 7: 'Add a résumé version', 8: 'Add a question'}
    for number, head in heads.items():
        app.press('alt+%d' % number)
        app.find(role='button' if number != 7 else 'toggle button', name=head)
        app.focused(role='list item')
    app.press('alt+5')
    app.focused(role='button', contains=', today')
    app.press('alt+0')
    app.focused(role='button', starts='Restore ')
    app.press('alt+2')
    app.focused(role='table row')
    # From the sidebar, too.
    app.point(role='list item', name='Trash')
    app.press('alt+4')
    app.find(role='button', name='Save a job')
    app.press('Down')
    app.focused(role='list item', contains='·')


@contextlib.contextmanager
def slow_disk(app):
    """Nothing is read meanwhile: of the file beside the data by which readers announce themselves, SQLite finds the bytes taken."""
    with open(os.path.join(app.data_dir, 'shortlist.db-shm'), 'r+b') as file:
        wait_until(lambda: take_bytes(file), 'no reader')
        yield


def take_bytes(file):
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 5, 123)  # WAL_READ_LOCK (0) to (4)
    except BlockingIOError:
        return False
    return True


def focused_paths(app):
    return [node.path for node in app.all(state=Atspi.StateType.FOCUSED)]


def fill_list_and_trash(app):
    ctl = os.path.join(os.path.dirname(os.environ['SL_TEST_PROGRAM']), 'cli', 'shortlistctl')

    def run_ctl(*arguments):
        return subprocess.run([ctl, '--data-dir', app.data_dir, *arguments], check=True, capture_output=True, text=True).stdout.strip()
    run_ctl('add', '--company', 'Torvmark', '--role', 'Baker')
    run_ctl('delete', run_ctl('add', '--company', 'Velkholt', '--role', 'Joiner'))
    app.find(role='table row', starts='Baker at Torvmark')
    app.press('alt+2')
    app.focused(role='table row')


def enter_trash_that_is_late(app):
    app.press('alt+0')
    wait_until(lambda: not app.has(role='table row') and focused_paths(app), 'the Trash to have the focus somewhere')
    assert not app.has(role='button', starts='Restore ')


def leads_into_what_is_read_late(app):
    fill_list_and_trash(app)
    with slow_disk(app):
        enter_trash_that_is_late(app)
    app.focused(role='button', starts='Restore ')

    # Who goes somewhere else meanwhile stays there.
    with slow_disk(app):
        app.press('alt+8')
        app.focused(role='button', name='Add a question')
        before = focused_paths(app)
        app.press('shift+Tab')
        wait_until(lambda: focused_paths(app) not in ([], before), 'the focus to move on')
        chosen = focused_paths(app)
        assert not app.has(role='button', name='Add a Question')
    app.find(role='button', name='Add a Question')
    app.settle()
    assert focused_paths(app) == chosen


def leads_into_what_is_made_anew_meanwhile(app):
    fill_list_and_trash(app)
    with slow_disk(app):
        enter_trash_that_is_late(app)
        app.press('ctrl+shift+h')
        app.find(role='toggle button', state=Atspi.StateType.PRESSED, name='Private mode')
        assert not app.has(role='button', starts='Restore ')
    app.focused(role='button', starts='Restore ')


# SQLite waits some seconds for its bytes: less than a machine may take that is waited for until it rests.
leads_into_what_is_read_late.moves = leads_into_what_is_made_anew_meanwhile.moves = True


def leads_into_empty_pages(app):
    app.find(name='Welcome to Shortlist')
    for number, offer in ((2, 'Add an Application'), (3, 'Show Applications'), (4, 'Save a Job'), (6, 'New Person'), (8, 'Add a Question')):
        app.press('alt+%d' % number)
        app.focused(role='button', name=offer)


def rests_where_nothing_happens(app):
    """No page, and nothing that isn't in sight, goes on drawing by itself."""
    app.find(name='120 applications')
    rests_on_each_page(app, 'ctrl+1', 'ctrl+2', 'ctrl+3')


def rests_where_nothing_is(app):
    app.find(name='Welcome to Shortlist')
    rests_on_each_page(app)


def rests_on_each_page(app, *keys):
    for key in keys + ('alt+1', 'alt+3', 'alt+4', 'alt+5', 'alt+6', 'alt+7', 'alt+8', 'alt+9', 'alt+0'):
        app.press(key)
        wait_until(app.settle, 'the window to rest after ' + key)


demo = [rests_where_nothing_happens, leads_into_its_pages, keeps_what_was_added_to_the_sample, keeps_a_person_added_to_the_sample, sorts_by_its_heads, points_its_arrow_the_way_the_days_run, saves_a_filter, takes_filters_away_one_by_one, filters_by_days, opens_beside_the_list, shows_its_keys]
for test in demo:
    test.arguments = ('--demo',)
opens_beside_the_list.arguments = ('--demo', '--size', '1400x900')

run(first_start_offers_three_ways, says_which_views_there_are, draws_nothing_else_than_was_asked_for,
    draws_nothing_of_what_cannot_be_read, opens_its_help, leads_into_empty_pages,
    rests_where_nothing_is, leads_into_what_is_read_late,
    leads_into_what_is_made_anew_meanwhile, *demo)
