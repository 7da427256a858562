#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Importing a spreadsheet as a person does, from the file chooser to the toast; exporting it again."""

import json
import os
import subprocess

from driver import Failed, run, wait_until

SHEET = '''Company,Position,Applied On,Status,Salary,Recruiter,Remarks
Acme Inc.,Engineer,03/09/2026,Phone interview,$120k–150k,A. N.,Nice people
Globex,Designer,04/10/2026,Ghosted,,,
ACME,engineer,03/09/2026,Applied,,,
,,05/11/2026,Applied,,,
Initech,Analyst,06/11/2026,Banana,$45/hr,,
'''

PICTURES = os.environ.get('SL_TEST_PICTURES')


def picture(app, name):
    if PICTURES:
        app.find(showing=True, role='dialog')
        subprocess.run(['sleep', '0.6'])
        subprocess.run(['import', '-window', 'root', os.path.join(PICTURES, name + '.png')])


def write(app, name, text, encoding='utf-8'):
    path = os.path.join(app.data_dir, name)
    with open(path, 'w', encoding=encoding, newline='') as file:
        file.write(text)
    return path


def choose_in_chooser(app, path, button='Open'):
    app.choose_file(path, button)


def open_file(app, path):
    app.gone(role='dialog')
    app.press('ctrl+i')
    app.find(name='Import Your Applications')
    app.click(role='button', name='Choose File…')
    choose_in_chooser(app, path)


def imports_and_undoes(app):
    app.find(name='Welcome to Shortlist')
    open_file(app, write(app, 'jobs.csv', SHEET))
    app.find(name='Match Columns')
    app.find(contains='can be read in two ways')
    app.find(name='Say how the dates are written.')
    picture(app, 'import-mapping')
    if app.all(role='button', name='Next')[0].enabled:
        raise Failed('one could go on without saying how dates are written')
    app.point(role='radio button' if app.has(role='radio button') else 'check box', name='Day first')
    wait_until(lambda: app.all(role='button', name='Next')[0].enabled, 'Next')
    app.click(role='button', name='Next')
    # What is only alike comes along unless the person says otherwise.
    app.find(name='4 applications will be imported')
    picture(app, 'import-check')
    app.point(role='check box', name='Skip 1 similar application')
    app.find(name='3 applications will be imported')
    app.find(contains='1 row is left out')
    app.find(contains='1 likely duplicate')
    app.click(role='button', name='Import 3 Applications')
    app.find(contains='Imported 3 applications from jobs.csv')
    app.gone(role='dialog')
    app.find(name='3 applications')
    app.find(role='table row', starts='Engineer at Acme Inc.')
    app.press('ctrl+z')
    app.find(name='Welcome to Shortlist')


def imports_from_the_command_line(app):
    app.find(name='Welcome to Shortlist')
    app.arguments = (write(app, 'search.csv', SHEET), write(app, 'more.csv', SHEET))
    app.restart()
    app.find(role='dialog')
    app.find(contains='search.csv')
    # The second comes when the first is done: Escape leads back a step, and out.
    app.press('Escape')
    app.find(name='Import Your Applications')
    app.press('Escape')
    app.find(contains='more.csv')


def tells_what_is_wrong(app):
    app.find(name='Welcome to Shortlist')
    path = os.path.join(app.data_dir, 'jobs.xlsx')
    with open(path, 'wb') as file:
        file.write(b'PK\x03\x04' + bytes(range(200)))
    open_file(app, path)
    app.find(name='This File Can’t Be Imported')
    app.find(contains='save it as CSV')
    picture(app, 'import-failed')
    app.click(role='button', name='Choose Another File…')
    choose_in_chooser(app, write(app, 'jobs.csv', 'Company,Role\nAcme,Engineer\n'))
    app.find(name='Match Columns')


TWINS = '''Company,Position,Applied On,Status
Acme,Engineer,2026-09-03,Applied
Acme,Engineer,2026-10-04,Banana
Globex,Designer,2026-10-05,Banana
'''


def remarks_follow_what_is_left_out(app):
    app.find(name='Welcome to Shortlist')
    open_file(app, write(app, 'jobs.csv', TWINS))
    app.find(name='Match Columns')
    app.click(role='button', name='Next')
    app.find(name='3 applications will be imported')
    app.find(contains='2 things to know')
    app.point(role='check box', name='Skip 1 similar application')
    app.find(contains='1 thing to know')


def says_which_lists_stay_behind(app):
    app.find(name='Welcome to Shortlist')
    open_file(app, write(app, 'jobs.json', json.dumps({'applications': [{'company_name': 'Acme', 'role_title': 'Engineer'}],
                                                       'contacts': [{'name': 'A. N.'}]})))
    app.find(name='Match Columns')
    app.click(role='button', name='Next')
    app.find(name='1 application will be imported')
    app.find(showing=True, contains='with 1 entry is left out')
    picture(app, 'import-left')


def exports_and_imports_again(app):
    app.find(name='120 applications')
    table = os.path.join(app.data_dir, 'out.csv')
    everything = os.path.join(app.data_dir, 'out.json')
    app.press('ctrl+e')
    app.find(name='Spreadsheet (CSV)')
    picture(app, 'export')
    app.click(role='button', name='Export…')
    choose_in_chooser(app, table, 'Save')
    app.find(name='Exported 120 Applications')
    picture(app, 'export-done')
    with open(table, 'rb') as file:
        if not file.read(3) == b'\xef\xbb\xbf':
            raise Failed('there is no byte order mark')
    app.click(role='button', name='Done')
    app.gone(role='dialog')

    app.press('ctrl+e')
    app.point(role='radio button' if app.has(role='radio button') else 'check box', name='Everything (JSON)')
    app.click(role='button', name='Export…')
    choose_in_chooser(app, everything, 'Save')
    app.find(starts='Exported ', contains='Records')
    with open(everything, encoding='utf-8') as file:
        if len(json.load(file)['applications']) < 120:
            raise Failed('applications are missing')
    app.click(role='button', name='Done')

    open_file(app, everything)
    app.find(name='Nothing New to Import')
    picture(app, 'import-export')


exports_and_imports_again.arguments = ('--demo',)

run(imports_and_undoes, imports_from_the_command_line, tells_what_is_wrong, remarks_follow_what_is_left_out, says_which_lists_stay_behind,
    exports_and_imports_again)
