#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What comes from elsewhere while somebody types: nothing of it is written over, no key is lost, and the cursor stays. Elsewhere
is the command line here, on the same data; a sync writes there the same way."""

import json
import os
import signal
import subprocess

from driver import die_with_the_test, run, wait_until

CTL = os.path.join(os.path.dirname(os.environ['SL_TEST_PROGRAM']), 'cli', 'shortlistctl')
NOTES = 'Call on Monday.\n\nAsk about the flat.\n\nBring the certificate.'
LETTERS = 'abcdefghijklmnopqrstuvwxyz'


def ctl(app, *arguments):
    return subprocess.run([CTL, '--data-dir', app.data_dir, *arguments], capture_output=True, text=True, check=True).stdout.strip()


def show(app, application):
    return json.loads(ctl(app, 'show', application, '--json'))


def picture(name):
    """SL_UI_PICTURES=FOLDER keeps what the window looks like."""
    folder = os.environ.get('SL_UI_PICTURES')
    if folder:
        subprocess.run(['import', '-window', 'root', os.path.join(folder, name + '.png')], check=True)


def typing(text):
    """Somebody who goes on typing: no pause is long enough for it to be saved, where the machine keeps up."""
    return subprocess.Popen(['xdotool', 'type', '--clearmodifiers', '--delay', '150', text], preexec_fn=die_with_the_test)


def elsewhere(app, application, change, *keys):
    """Another program makes @change of the notes that it reads, and the person presses @keys: the window stands still meanwhile,
    saves nothing in between, and has all of the keys at once."""
    def run():
        os.kill(app.process.pid, signal.SIGSTOP)
        try:
            ctl(app, 'set', application, '--notes', change(show(app, application)['notes']))
            if keys:
                subprocess.run(['xdotool', 'key', '--delay', '0', *keys], check=True)
            return True
        except subprocess.CalledProcessError:
            return False  # it stood still in the middle of saving
        finally:
            os.kill(app.process.pid, signal.SIGCONT)
    wait_until(run, 'another program to write')


def add_their_line(notes):
    return notes + '\nTheir line.'


def open_notes(app, text=NOTES):
    application = ctl(app, 'add', '--company', 'Torvmark', '--role', 'Baker', '--notes', text)
    app.point(role='table row', starts='Baker at Torvmark', across=0.1)
    app.press('Return')
    app.find(role='text', name='Role')
    app.tab_to(app.find(role='text', name='Notes', showing=False))
    app.press('ctrl+Home')
    return application


def notes(app):
    return app.find(role='text', name='Notes').text


def merges_what_came_while_one_types(app):
    application = open_notes(app)
    person = typing(LETTERS)
    wait_until(lambda: notes_now(app).startswith('ab'), 'the first letters')
    elsewhere(app, application, add_their_line)
    assert person.wait() == 0
    merged = LETTERS + NOTES + '\nTheir line.'
    wait_until(lambda: notes(app) == merged, 'both texts')
    assert show(app, application)['notes'] == merged
    # On from where the person was.
    app.type('123')
    wait_until(lambda: show(app, application)['notes'] == LETTERS + '123' + NOTES + '\nTheir line.', 'what is typed on')
    picture('typing-merged')
    # A step takes back what the person wrote, and nothing else.
    app.press('ctrl+z')
    wait_until(lambda: notes(app) == merged, 'what was there before')
    app.press('ctrl+z')
    wait_until(lambda: notes(app) == NOTES + '\nTheir line.', 'what was written elsewhere')


def notes_now(app):
    """Without waiting for the window to come to rest."""
    return next((node.text for node in app.program.name_all([each for each in app.root.walk() if each.role == 'text'])
                 if node.name == 'Notes'), '')


def keeps_both_where_it_is_the_same_line(app):
    application = open_notes(app)
    app.press('End')
    person = typing(LETTERS)
    wait_until(lambda: 'ab' in notes_now(app), 'the first letters')
    elsewhere(app, application, lambda there: there.replace('on Monday', 'on Tuesday'))
    assert person.wait() == 0
    wait_until(lambda: 'on Tuesday' in notes(app), 'what was written elsewhere')
    assert 'Call on Monday.' + LETTERS in notes(app), notes(app)
    assert show(app, application)['notes'] == notes(app)
    app.press('ctrl+End')
    picture('typing-both')


def stands_once_where_one_types_on(app):
    """What was typed is saved, as the focus goes for a moment, and merged; and more is typed before the window shows that."""
    application = open_notes(app, 'Call on Monday.')
    app.press('ctrl+End', 'Return')
    app.type('Mine')
    wait_until(lambda: notes_now(app).endswith('Mine'), 'what is typed')
    elsewhere(app, application, add_their_line, 'Tab', 'shift+Tab', 's', 'o', 'Return', 'o', 'n')
    wait_until(lambda: 'Call on Monday.\nMineso\non\n' in show(app, application)['notes'], 'what is typed on')
    wait_until(lambda: notes(app) == show(app, application)['notes'], 'both texts')
    for part in ('Monday.', 'Mine', 'Their line.'):
        assert notes(app).count(part) == 1, notes(app)
    assert notes(app).count('Changed elsewhere') <= 1, notes(app)
    picture('typing-on')


def shows_what_came_and_keeps_the_cursor(app):
    application = open_notes(app)
    app.press('Down', 'Down', 'End')
    ctl(app, 'set', application, '--notes', 'Theirs.\n\n' + NOTES + '\nTheir line.')
    wait_until(lambda: notes(app).startswith('Theirs.'), 'what was written elsewhere')
    app.type(' Now!')
    wait_until(lambda: show(app, application)['notes'] == 'Theirs.\n\n' + NOTES.replace('flat.', 'flat. Now!') + '\nTheir line.', 'what is typed on')


def merges_in_a_form(app):
    job = ctl(app, 'saved', 'add', '--company', 'Torvmark', '--role', 'Baker', '--notes', NOTES, '--location', 'Lyon')
    app.point(role='list item', name='Saved Jobs')
    app.point(role='list item', starts='Baker, Torvmark')
    app.press('Return')
    app.find(role='dialog', name='Saved Job')
    app.tab_to(next(node for node in app.find(role='dialog', name='Saved Job').walk() if node.role == 'text' and node.name == 'Notes'))
    app.press('ctrl+Home')
    app.type('Mine. ')
    ctl(app, 'saved', 'set', job, '--notes', NOTES + '\nTheir line.', '--location', 'Oslo')
    app.click(role='button', name='Save')
    app.gone(role='dialog', name='Saved Job')
    saved = json.loads(ctl(app, 'saved', 'list', '--json'))[0]
    assert saved['notes'] == 'Mine. ' + NOTES + '\nTheir line.', saved['notes']
    assert saved['location'] == 'Oslo', saved['location']


def merges_an_answer(app):
    ctl(app, 'questions', 'answer', 'Why us?', NOTES)
    app.point(role='list item', name='Questions')
    app.point(role='list item', starts='Why us?')
    app.point(role='text', name='Your answer')
    app.press('ctrl+Home')
    app.type('Mine. ')
    ctl(app, 'questions', 'answer', 'Why us?', NOTES + '\nTheir line.')
    wait_until(lambda: app.find(role='text', name='Your answer').text == 'Mine. ' + NOTES + '\nTheir line.', 'both texts')


if __name__ == '__main__':
    run(merges_what_came_while_one_types, keeps_both_where_it_is_the_same_line, stands_once_where_one_types_on,
        shows_what_came_and_keeps_the_cursor, merges_in_a_form, merges_an_answer)
