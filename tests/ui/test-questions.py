#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The question bank: what rounds asked, answers written in place, search, practice; and the skills page."""

import os
import subprocess

from driver import Atspi, run, wait_until


def ctl(app, *arguments):
    program = os.path.join(os.path.dirname(os.environ['SL_TEST_PROGRAM']), 'cli', 'shortlistctl')
    environment = {key: value for key, value in os.environ.items() if key != 'G_DEBUG'}
    return subprocess.run([program, '--data-dir', app.data_dir, *arguments], env=environment, check=True, capture_output=True, text=True).stdout.strip()


def open_page(app, name):
    app.find(name='120 applications')
    app.point(role='list item', name=name)


def chosen(app):
    """What the answer stands under."""
    return app.find(role='text', name='Your answer')


def add(app, question, answer):
    app.click(role='button', name='Add a question')
    dialog = app.find(role='dialog', name='New Question')
    # The page behind it has an answer, too.
    for name, text in (('Question', question), ('Your answer', answer)):
        wait_until(lambda: next((node for node in dialog.walk() if node.role == 'text' and node.name == name), None), name).set_text(text)
    app.click(role='button', name='Add')
    app.gone(role='dialog', name='New Question')


def shows_what_was_asked(app):
    open_page(app, 'Questions')
    app.find(role='list item', contains='Asked ')
    app.find(contains=' questions')
    # A question opens the rounds in which it was asked, and these their application.
    app.find(role='label', name='Asked by')


def answers_in_place(app):
    open_page(app, 'Questions')
    add(app, 'Why bread of all things?', 'The smell.')
    row = app.find(role='list item', starts='Why bread of all things?')
    assert 'answered' in row.name, row.name
    wait_until(lambda: chosen(app).text == 'The smell.', 'the answer beside the question')
    chosen(app).set_text('The smell. And the hours.')
    app.press('Tab')
    # Saved while one types, and found by its words.
    app.fill('smell hours', name='Search questions and answers')
    app.find(role='list item', starts='Why bread of all things?')
    app.find(starts='1 of ')
    app.press('ctrl+z')
    wait_until(lambda: all(node.text != 'The smell. And the hours.' for node in app.all(role='text', name='Your answer')), 'the undo')


def is_answered_by_keys(app):
    open_page(app, 'Questions')
    app.find(role='list item', contains='Asked ')
    app.tab_to(chosen(app))
    app.press('ctrl+a')
    app.type('The smell')
    wait_until(lambda: chosen(app).text == 'The smell', 'the answer')
    app.press('Tab')
    wait_until(lambda: not chosen(app).has(Atspi.StateType.FOCUSED), 'the focus to go on')


def practises(app):
    open_page(app, 'Questions')
    add(app, 'Zwieback or rusk?', 'Rusk.')
    add(app, 'Zwieback or toast?', 'Toast.')
    app.fill('zwieback', name='Search questions and answers')
    app.find(name='2 of %s questions' % app.find(starts='2 of ').name.split()[2])
    app.click(role='button', name='Practice')
    app.find(role='dialog', name='Practice')
    app.find(name='1 of 2')
    app.press('a')
    app.find(role='button', name='Hide My Answer')
    first = 'Rusk.' if app.has(role='label', name='Rusk.') else 'Toast.'
    app.press('Right')
    app.find(name='2 of 2')
    app.gone(role='button', name='Hide My Answer')
    app.press('a')
    app.find(role='label', name='Toast.' if first == 'Rusk.' else 'Rusk.')
    app.press('Left')
    app.find(name='1 of 2')
    # What rested at the end doesn't take the keyboard once the person went on.
    app.tab_to(app.find(role='button', name='Next question'))
    app.press('Return')
    app.find(name='2 of 2')
    wait_until(lambda: not app.find(role='button', name='Next question').enabled, 'the last one')
    app.press('Left')
    app.find(name='1 of 2')
    wait_until(lambda: app.find(role='button', name='Next question').enabled, 'a next one')
    app.gone(role='button', name='Next question', state=Atspi.StateType.FOCUSED)
    app.press('Escape')
    app.gone(role='dialog', name='Practice')


def opens_what_was_found(app):
    """The page is made for it: it hasn't read the questions yet when it is asked to open one."""
    for question in ('Any regrets?', 'Bread or cake?', 'Zwieback or toast?'):
        ctl(app, 'questions', 'answer', question, 'Toast at %s' % question)
    app.press('ctrl+k')
    app.fill('zwieback', role='text', name='Find anything')
    app.find(role='list item', contains='Zwieback or toast?')
    app.press('Return')
    app.gone(role='text', name='Find anything')
    wait_until(lambda: chosen(app).text == 'Toast at Zwieback or toast?', 'the question that was found')


def gathers_skills(app):
    open_page(app, 'Skills')
    app.find(role='list item', starts='negotiation, In ')
    app.fill('nego', name='Search skills')
    app.find(role='label', name='negotiation')
    app.find(role='label', name='Your plans')
    app.fill('nothing like it', name='Search skills')
    app.find(name='No Skill Fits')


tests = [shows_what_was_asked, answers_in_place, is_answered_by_keys, practises, gathers_skills]
for test in tests:
    test.arguments = ('--demo',)

run(opens_what_was_found, *tests)
