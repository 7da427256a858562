#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Papers: what another program attaches is there at once; a link added by hand; editing and deleting with undo; the
résumé an application was sent with, and what the Papers page tells of it."""

import os
import subprocess

from driver import run, wait_until


def ctl(app, *arguments):
    program = os.path.join(os.path.dirname(os.environ['SL_TEST_PROGRAM']), 'cli', 'shortlistctl')
    environment = {key: value for key, value in os.environ.items() if key != 'G_DEBUG'}
    return subprocess.run([program, '--data-dir', app.data_dir, *arguments], env=environment, check=True, capture_output=True, text=True).stdout.strip()


def write(app, name, text):
    path = os.path.join(app.data_dir, name)
    with open(path, 'w', encoding='utf-8') as file:
        file.write(text)
    return path


def open_papers(app, name):
    app.point(role='table row', starts=name, across=0.1)
    app.press('Return')
    app.click(name='Papers', role='page tab')


def documents_of_an_application(app):
    baker = ctl(app, 'add', '--company', 'Torvmark', '--role', 'Baker', '--status', 'Applied')
    open_papers(app, 'Baker at Torvmark')
    app.find(role='button', name='Attach Files…')
    ctl(app, 'document', 'add', baker, write(app, 'Cover letter.pdf', 'letter'))
    app.find(role='list item', name='Cover letter')
    app.find(role='button', name='Open Cover letter')
    # A link by hand.
    app.tab_to(app.find(role='toggle button', name='Add a document'), presses=60)
    app.press('space')
    app.find(role='menu item')
    app.press('l')
    app.find(role='dialog', name='Add a Link')
    app.focused(role='text', name='Name')
    app.fill('Portfolio', role='text', name='Name')
    app.fill('https://torvmark.example/work', role='text', name='Link to the file')
    app.click(role='button', name='Add')
    app.gone(role='dialog', name='Add a Link')
    app.find(role='list item', name='Portfolio')
    app.find(contains='torvmark.example')
    # By its key, on the row.
    app.tab_to(app.find(role='list item', name='Portfolio'), presses=60)
    app.press('Delete')
    app.gone(role='list item', name='Portfolio')
    app.press('ctrl+z')
    app.find(role='list item', name='Portfolio')
    # Renamed, deleted, and back.
    app.click(role='toggle button', name='More for Portfolio')
    app.find(role='menu item')
    app.press('e')
    app.fill('My work', role='text', name='Name')
    app.click(role='button', name='Save')
    app.find(role='list item', name='My work')
    app.click(role='toggle button', name='More for My work')
    app.find(role='menu item')
    app.press('d')
    app.gone(role='list item', name='My work')
    app.press('ctrl+z')
    app.find(role='list item', name='My work')


def resumes_and_what_came_of_them(app):
    resume = ctl(app, 'resume', 'add', write(app, 'One page.pdf', 'resume'))
    for number in range(6):
        application = ctl(app, 'add', '--company', 'Torvmark', '--role', 'Baker %d' % number, '--status', 'Interviewing' if number < 3 else 'Applied')
        if number > 0:
            ctl(app, 'set', application, '--resume', resume)
    app.point(role='list item', starts='Papers')
    app.find(name='One page')
    app.find(contains='Sent 5 times · 2 answers (40')
    # The sixth, chosen on its page.
    app.point(role='list item', starts='Applications')
    open_papers(app, 'Baker 0 at Torvmark')
    app.point(role='combo box', name='Version', across=0.3)
    app.find(role='label', name='One page')
    app.press('Down', 'Return')
    app.find(role='button', name='Open the résumé')
    app.point(role='list item', starts='Papers')
    app.find(contains='Sent 6 times · 3 answers (50')
    # Deleted by its key; not on an application inside.
    app.tab_to(app.find(role='list item', name='One page'), presses=60)
    app.press('Return')
    app.tab_to(app.find(role='list item', name='Baker 5'))
    app.press('Delete')
    app.tab_to(app.find(role='list item', name='One page'), key='shift+Tab')
    app.press('Delete')
    app.find(name='No Résumés Yet')
    app.press('ctrl+z')
    app.find(name='One page')


def documents_of_all(app):
    for company, name in (('Torvmark', 'Letter to Torvmark.pdf'), ('Birch', 'Samples.pdf')):
        application = ctl(app, 'add', '--company', company, '--role', 'Baker', '--status', 'Applied')
        ctl(app, 'document', 'add', application, write(app, name, name))
    app.point(role='list item', starts='Papers')
    app.click(name='Documents', role='page tab')
    app.tab_to(app.find(role='list item', name='Letter to Torvmark'), presses=60)
    app.press('Delete')
    app.gone(role='list item', name='Letter to Torvmark')
    app.focused(role='list item', name='Samples')
    app.press('ctrl+z')
    app.find(role='list item', name='Letter to Torvmark')
    app.fill('birch', name='Search documents')
    app.gone(role='list item', name='Letter to Torvmark')
    app.find(role='list item', name='Samples')
    # A row leads to its application.
    app.point(role='list item', name='Samples', across=0.3)
    wait_until(lambda: app.has(role='text', name='Role'), 'the application to open')


if __name__ == '__main__':
    run(documents_of_an_application, resumes_and_what_came_of_them, documents_of_all)
