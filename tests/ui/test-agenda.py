#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The agenda: days by keys, what opens from them, an invitation that becomes a round and moves, the calendar file that is
kept, and the report."""

import datetime
import os
import subprocess

from driver import Atspi, run, wait_until

INVITATION = '''BEGIN:VCALENDAR
METHOD:%s
BEGIN:VEVENT
UID:talk@torvmark
SUMMARY:Technical interview
ORGANIZER;CN=Head Baker:mailto:head@torvmark.example
DTSTART;TZID=Europe/Berlin:%sT140000
DURATION:PT45M
LOCATION:Harbour Street 4
END:VEVENT
END:VCALENDAR
'''


def day(offset):
    return datetime.date.today() + datetime.timedelta(days=offset)


def write_invitation(app, method, offset, more=''):
    path = os.path.join(app.data_dir, 'invite.ics')
    with open(path, 'w', encoding='utf-8') as file:
        file.write((INVITATION % (method, day(offset).strftime('%Y%m%d'))).replace('END:VEVENT', more + 'END:VEVENT'))
    return path


def add_application(app):
    app.find(name='Welcome to Shortlist')
    app.press('ctrl+n')
    app.fill('Torvmark', role='text', name='Company')
    app.fill('Baker', role='text', name='Role')
    app.click(role='button', name='Add')
    app.gone(role='dialog', name='New Application')


def is_there(app):
    app.find(role='heading', name=day(0).strftime('%B %Y'))
    app.gone(name='Try Again')


def show_agenda(app):
    app.point(role='list item', starts='Agenda')
    is_there(app)


def label(date):
    return date.strftime('%A, %B ') + '%d, %d' % (date.day, date.year)


def keys_walk_over_days(app):
    is_there(app)
    app.find(role='button', starts=label(day(0)) + ', today')
    app.click(role='button', starts=label(day(1)))
    app.focused(role='button', starts=label(day(1)))
    app.press('Left')
    app.focused(role='button', starts=label(day(0)))
    app.press('Right', 'Down')
    app.focused(role='button', starts=label(day(8)))
    app.press('Page_Down')
    app.press('Page_Up')
    app.focused(role='button', starts=label(day(8)))
    app.press('Home')
    app.focused(role='button', starts=label(day(0)))


def the_sample_fills_it(app):
    is_there(app)
    app.find(role='list item', contains=' at ')
    app.find(role='button', name='Print Interview Pack')
    app.click(role='button', name='Next Month')
    app.click(role='button', name='Today')
    app.find(role='button', starts=label(day(0)) + ', today')


def an_item_opens_its_application(app):
    is_there(app)
    item = app.find(role='list item', contains='Follow up with ')
    company = item.name.split('Follow up with ')[1].split(',')[0].strip()
    app.point(role='list item', name=item.name)
    wait_until(lambda: app.has(contains=company.split(' ')[0]), 'the application')
    app.gone(role='button', name='Next Month')


def a_reminder_is_added_on_a_day(app):
    add_application(app)
    show_agenda(app)
    app.click(role='button', name='Add Reminder on This Day')
    app.fill('Call the bakery', role='text', name='Title')
    app.click(role='button', name='Add')
    app.gone(role='dialog', name='New Reminder')
    app.find(role='button', contains='Call the bakery')


def run_with_file(app, method, offset, more=''):
    """Opens the file as the desktop would: a second start of the program on the same data."""
    path = write_invitation(app, method, offset, more)
    app.quit()
    app.arguments = (path,)
    app.start()


def invitations_come_move_and_go(app):
    add_application(app)
    run_with_file(app, 'REQUEST', 3)
    app.find(role='dialog', name='Round From Invitation')
    app.click(role='button', name='Add')
    app.gone(role='dialog', name='Round From Invitation')
    show_agenda(app)
    app.find(role='list item', contains='Technical interview at Torvmark')

    run_with_file(app, 'REQUEST', 3)
    app.find(name='Already Here')
    app.click(role='button', name='Close')
    app.gone(name='Already Here')

    run_with_file(app, 'CANCEL', 10, 'RECURRENCE-ID;VALUE=DATE:%s\n' % day(10).strftime('%Y%m%d'))
    app.find(name='Another Date')
    app.find(contains='stays as it is')
    app.click(role='button', name='Close')
    app.gone(name='Another Date')

    # Nothing was typed: nothing to be asked about.
    run_with_file(app, 'REQUEST', 5)
    app.find(role='dialog', name='Updated Invitation')
    app.press('Escape')
    app.gone(role='dialog', name='Updated Invitation')

    run_with_file(app, 'REQUEST', 5)
    app.find(role='dialog', name='Updated Invitation')
    app.click(role='button', name='Save')
    app.gone(role='dialog', name='Updated Invitation')

    run_with_file(app, 'CANCEL', 5)
    app.find(role='dialog', name='Round Called Off')
    app.click(role='button', name='Save')
    app.gone(role='dialog', name='Round Called Off')
    app.press('ctrl+z')
    run_with_file(app, 'CANCEL', 5)
    app.find(role='dialog', name='Round Called Off')


def write_events(app, name, events):
    """A calendar of several: (uid, summary) each; None has a time as well."""
    path = os.path.join(app.data_dir, name)
    with open(path, 'w', encoding='utf-8') as file:
        file.write('BEGIN:VCALENDAR\n')
        for number, event in enumerate(events):
            if event is not None:
                file.write('BEGIN:VEVENT\nUID:%s\nSUMMARY:%s\nDTSTART:%sT%02d0000Z\nEND:VEVENT\n'
                           % (*event, day(4 + number // 10).strftime('%Y%m%d'), 8 + number % 10))
        file.write('END:VCALENDAR\n')
    return path


def run_with_events(app, *events):
    path = write_events(app, 'many.ics', events)
    app.quit()
    app.arguments = (path,)
    app.start()
    app.find(role='dialog', name='Rounds From Calendar')


def import_elsewhere(app, path):
    """As another program does."""
    program = os.path.join(os.path.dirname(os.environ['SL_TEST_PROGRAM']), 'cli', 'shortlistctl')
    environment = {key: value for key, value in os.environ.items() if key != 'G_DEBUG'}
    subprocess.run([program, '--data-dir', app.data_dir, 'agenda', 'import', path],
                   env=environment, check=True, capture_output=True)


def take_elsewhere(app, *events):
    import_elsewhere(app, write_events(app, 'one.ics', events))


MANY = (('m1', 'Dentist'), ('m2', 'Torvmark: first call'), ('m3', 'Swimming'), ('m4', 'Torvmark: trial day'))


def many_events_are_one_list(app):
    add_application(app)
    run_with_events(app, *MANY)
    app.find(role='check box', starts='Torvmark: first call', state=Atspi.StateType.CHECKED)
    app.find(role='button', name='Add 2 Rounds')
    app.gone(contains='Dentist')
    app.point(role='list item', name='2 events name none of your open applications')
    app.find(contains='Dentist')
    app.find(contains='Swimming')

    # Nothing is asked, and nothing is left behind.
    app.press('Escape')
    app.gone(role='dialog', name='Rounds From Calendar')
    show_agenda(app)
    app.gone(contains='first call')

    # By keys alone: the first one isn't wanted.
    run_with_events(app, *MANY)
    app.focused(role='list item', starts='Torvmark: first call')
    app.press('space')
    app.find(role='button', name='Add 1 Round')
    app.press('Down')
    app.focused(role='list item', starts='Torvmark: trial day')
    app.press('alt+a')
    app.gone(role='dialog', name='Rounds From Calendar')
    app.find(contains='Imported 1 interview round')
    show_agenda(app)
    app.find(role='list item', contains='trial day')
    app.gone(contains='first call')
    app.press('ctrl+z')
    app.gone(role='list item', contains='trial day')


def one_invitation_that_came_in_the_meantime_does_not_come_twice(app):
    add_application(app)
    run_with_file(app, 'REQUEST', 3)
    app.find(role='dialog', name='Round From Invitation')
    import_elsewhere(app, write_invitation(app, 'REQUEST', 3))
    app.click(role='button', name='Add')
    app.find(contains='came here meanwhile')
    app.press('Escape')
    app.gone(role='dialog', name='Round From Invitation')
    show_agenda(app)
    app.find(role='list item', contains='Technical interview at Torvmark')
    assert len(app.all(role='list item', contains='Technical interview')) == 1


def what_came_in_the_meantime_does_not_come_twice(app):
    add_application(app)
    run_with_events(app, *MANY)
    take_elsewhere(app, None, MANY[1])
    app.click(role='button', name='Add 2 Rounds')
    app.find(contains='Imported 1 interview round')
    app.gone(role='dialog', name='Rounds From Calendar')

    last = ('m5', 'Torvmark: last call')
    run_with_events(app, *MANY, last)
    take_elsewhere(app, None, None, None, None, last)
    app.click(role='button', name='Add 1 Round')
    app.find(contains='so nothing was changed')
    app.press('Escape')
    app.gone(role='dialog', name='Rounds From Calendar')
    show_agenda(app)
    for name in ('first call', 'trial day', 'last call'):
        app.find(role='list item', contains=name)
        assert len(app.all(role='list item', contains=name)) == 1, name


def what_is_unclear_waits_for_a_tick(app):
    add_application(app)
    app.press('ctrl+n')
    app.fill('Torvmark', role='text', name='Company')
    app.fill('Clerk', role='text', name='Role')
    app.click(role='button', name='Add')
    app.gone(role='dialog', name='New Application')
    run_with_events(app, ('u1', 'Interview at Torvmark'), ('u2', 'Interview at Torvmark: Baker'))
    app.gone(role='check box', starts='Interview at Torvmark,', state=Atspi.StateType.CHECKED)
    # What there is to know is read with what it is about.
    for role in ('check box', 'list item'):
        said = app.find(role=role, starts='Interview at Torvmark,').description
        assert said == 'Which one is it about?', '%s: %s' % (role, said)
    app.find(role='check box', starts='Interview at Torvmark: Baker', state=Atspi.StateType.CHECKED)
    app.find(role='button', name='Add 1 Round')

    # Who chooses the application wants the event.
    app.focused(role='list item', starts='Interview at Torvmark,')
    app.press('Tab', 'Tab')
    app.focused(role='toggle button', name='Torvmark · Clerk')
    app.press('space')
    app.find(role='list item', name='Torvmark · Baker')
    app.press('Down', 'Return')
    app.focused(role='toggle button', name='Torvmark · Baker')
    app.find(role='check box', starts='Interview at Torvmark,', state=Atspi.StateType.CHECKED)
    app.click(role='button', name='Add 2 Rounds')
    app.gone(role='dialog', name='Rounds From Calendar')
    app.find(contains='Imported 2 interview rounds')


def what_was_deleted_stays_away(app):
    add_application(app)
    run_with_events(app, *MANY)
    app.click(role='button', name='Add 2 Rounds')
    app.gone(role='dialog', name='Rounds From Calendar')
    show_agenda(app)
    app.point(role='list item', contains='first call')
    app.click(name='Rounds')
    app.tab_to(app.find(role='list item', starts='Torvmark: first call'), presses=60)
    app.press('Return')
    app.tab_to(app.find(role='button', name='Delete Round'), key='shift+Tab')
    app.press('Return')
    app.find(contains='Deleted an interview round')

    run_with_events(app, *MANY)
    app.find(name='Nothing New')
    app.point(role='list item', contains='You deleted the round of 1 event')
    app.point(role='list item', starts='Torvmark: first call')
    app.click(role='button', name='Add 1 Round')
    app.gone(role='dialog', name='Rounds From Calendar')
    app.find(contains='Imported 1 interview round')


def a_long_calendar_is_shown_in_parts(app):
    add_application(app)
    run_with_events(app, *(('l%d' % number, 'Torvmark: call %d' % number) for number in range(203)))
    app.find(role='button', name='Add 203 Rounds')
    app.focused(role='list item', starts='Torvmark: call 0,')
    app.press('alt+n')
    app.find(role='button', name='Select All')
    app.find(role='check box', starts='Torvmark: call 199,', showing=False)
    app.press('End')
    app.focused(role='list item', starts='Torvmark: call 199,')
    app.tab_to(app.find(role='button', name='Show 3 More Events'))
    app.press('Return')
    app.find(role='check box', starts='Torvmark: call 202,', showing=False)
    app.gone(role='button', starts='Show ')
    app.press('Escape')
    app.gone(role='dialog', name='Rounds From Calendar')


def a_broken_invitation_says_so(app):
    app.find(name='Welcome to Shortlist')
    path = os.path.join(app.data_dir, 'broken.ics')
    with open(path, 'wb') as file:
        file.write(b'BEGIN:VCALENDAR\nBEGIN:VEV\xff')
    app.quit()
    app.arguments = (path,)
    app.start()
    app.find(name='No Invitation to Read')
    app.click(role='button', name='Close')
    app.gone(name='No Invitation to Read')


def the_calendar_file_is_kept(app):
    add_application(app)
    show_agenda(app)
    app.click(role='toggle button', name='Calendar Files and Report')
    app.find(role='menu item')
    app.press('c')
    app.point(role='check box', name='Keep a Calendar File')
    path = os.path.join(app.data_dir, 'calendar.ics')
    wait_until(lambda: os.path.exists(path), 'the file')
    app.press('Escape')
    app.gone(role='dialog', name='Calendar File')
    app.click(role='button', name='Add Reminder on This Day')
    app.fill('Call the bakery', role='text', name='Title')
    app.click(role='button', name='Add')
    wait_until(lambda: 'Call the bakery' in open(path, encoding='utf-8').read(), 'the reminder in the file')


def the_report_shows_its_pages(app):
    is_there(app)
    app.click(role='toggle button', name='Calendar Files and Report')
    app.find(role='menu item')
    app.press('r')
    app.find(role='dialog', name='Job-Search Report')
    pages = app.find(starts='Page 1 of ').name
    app.fill('2001-01-01', role='text', name='Report from')
    wait_until(lambda: app.find(starts='Page 1 of ').name != pages, 'more pages')
    app.find(role='button', name='Print…')
    app.press('Escape')
    app.gone(role='dialog', name='Job-Search Report')


def the_report_says_where_it_was_saved(app):
    is_there(app)
    app.click(role='toggle button', name='Calendar Files and Report')
    app.find(role='menu item')
    app.press('r')
    app.find(role='dialog', name='Job-Search Report')
    app.find(starts='Page 1 of ')
    path = os.path.join(app.data_dir, 'My search.pdf')
    app.click(role='button', name='Save…')
    app.choose_file(path, 'Save')
    app.find(role='label', name='Saved as My search.pdf')
    app.find(role='button', name='Show in Folder')
    assert os.path.exists(path)


TESTS = (keys_walk_over_days, the_sample_fills_it, an_item_opens_its_application, a_reminder_is_added_on_a_day,
         invitations_come_move_and_go, many_events_are_one_list, one_invitation_that_came_in_the_meantime_does_not_come_twice, what_came_in_the_meantime_does_not_come_twice,
         what_is_unclear_waits_for_a_tick, what_was_deleted_stays_away, a_long_calendar_is_shown_in_parts,
         a_broken_invitation_says_so, the_calendar_file_is_kept, the_report_shows_its_pages,
         the_report_says_where_it_was_saved)
for test in (keys_walk_over_days, the_sample_fills_it, an_item_opens_its_application, the_report_shows_its_pages, the_report_says_where_it_was_saved):
    test.arguments = ('--demo', '--view', 'agenda')

run(*TESTS)
