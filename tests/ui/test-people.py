#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The People page: someone new, found, edited in place, contacted today in one click, linked to an application and shown
there, deleted and brought back; and who comes from another program is there at once."""

import os
import subprocess

from driver import run, wait_until


def ctl(app, *arguments, given=''):
    program = os.path.join(os.path.dirname(os.environ['SL_TEST_PROGRAM']), 'cli', 'shortlistctl')
    environment = {key: value for key, value in os.environ.items() if key != 'G_DEBUG'}
    return subprocess.run([program, '--data-dir', app.data_dir, *arguments], input=given, env=environment, check=True, capture_output=True, text=True).stdout.strip()


def show_people(app):
    app.point(role='list item', starts='People')
    app.find(role='button', name='New Person')


def add_person(app, name, company=None):
    app.press('ctrl+n')
    app.find(role='dialog', name='New Person')
    app.fill(name, role='text', name='Name')
    if company is not None:
        app.fill(company, role='text', name='Company')
    app.click(role='button', name='Add')
    app.gone(role='dialog', name='New Person')


def adds_edits_and_touches(app):
    show_people(app)
    app.find(name='Nobody Here Yet')
    add_person(app, 'HR office', 'Torvmark')
    # The new person is open, beside the list.
    app.find(role='label', name='Not in touch yet')
    app.click(role='button', name='In touch with HR office today')
    app.find(role='label', name='In touch today')
    app.press('ctrl+z')
    app.find(role='label', name='Not in touch yet')
    app.fill('hr@torvmark.example', role='text', name='Email')
    app.find(role='button', name='Email')
    app.fill('Front office', role='text', name='Name')
    app.find(role='list item', name='Front office')
    app.restart()
    show_people(app)
    app.point(role='list item', name='Front office', across=0.3)
    wait_until(lambda: app.find(role='text', name='Email').text == 'hr@torvmark.example', 'the address to be there again')


def searches_and_filters(app):
    for name, kind, company in (('Hiring manager', 'Hiring Manager', 'Torvmark'), ('Recruiter', 'Recruiter', 'Agency'), ('Köchin', 'Peer', 'Birch')):
        ctl(app, 'contact', 'add', '--name', name, '--type', kind, '--company', company)
    show_people(app)
    app.find(role='list item', name='Recruiter')
    app.press('ctrl+f')
    app.type('kochin')
    app.gone(role='list item', name='Recruiter')
    app.find(role='list item', name='Köchin')
    app.find(name='1 of 3 people')
    app.click(role='button', name='Show Everyone')
    app.find(role='list item', name='Recruiter')
    app.fill('nobody at all', name='Search people')
    app.find(name='Nobody Found')


def links_to_an_application(app):
    ctl(app, 'add', '--company', 'Torvmark', '--role', 'Baker', '--status', 'Applied')
    ctl(app, 'contact', 'add', '--name', 'Hiring manager')
    show_people(app)
    app.point(role='list item', name='Hiring manager', across=0.3)
    app.point(role='list item', starts='Link to an application', across=0.3)
    app.find(role='dialog', name='Choose an Application')
    app.find(role='list item', name='Baker')
    app.press('Return')
    app.gone(role='dialog', name='Choose an Application')
    app.find(role='button', name='Unlink from the application')
    # On the application's page, too, and from there back.
    app.point(role='list item', starts='Applications')
    app.point(role='table row', starts='Baker at Torvmark', across=0.1)
    app.press('Return')
    app.find(role='list item', name='Hiring manager')
    app.find(role='button', name='In touch with Hiring manager today')
    app.press('ctrl+z')
    app.gone(role='list item', name='Hiring manager')


def deletes_and_brings_back(app):
    ctl(app, 'contact', 'import', '-', given='BEGIN:VCARD\nFN:Recruiter\nTEL:030\nEND:VCARD\nBEGIN:VCARD\nFN:Peer\nEND:VCARD\n')
    show_people(app)
    app.point(role='list item', name='Recruiter', across=0.3)
    app.find(role='button', name='Call')
    app.tab_to(app.find(role='toggle button', name='More for this person'), key='shift+Tab')
    app.press('space')
    app.find(role='menu item')
    app.press('d')
    app.gone(role='list item', name='Recruiter')
    app.find(name='Choose Someone')
    app.focused(role='list item', name='Peer')
    app.press('ctrl+z')
    app.find(role='list item', name='Recruiter')
    # By its key, on the row, whoever is open beside the list.
    app.point(role='list item', name='Peer', across=0.3)
    app.find(role='text', name='Name')
    app.tab_to(app.find(role='list item', name='Peer'), key='shift+Tab')
    app.press('Down')
    app.focused(role='list item', name='Recruiter')
    app.press('Delete')
    app.gone(role='list item', name='Recruiter')
    app.find(role='text', name='Name')
    app.focused(role='list item', name='Peer')
    app.press('Delete')
    app.find(name='Nobody Here Yet')
    app.press('ctrl+z', 'ctrl+z')
    app.find(role='list item', name='Recruiter')


if __name__ == '__main__':
    run(adds_edits_and_touches, searches_and_filters, links_to_an_application, deletes_and_brings_back)
