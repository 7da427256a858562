#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The account of a server by the keyboard alone: registering, signing in as somebody else, what is asked before anything moves,
and what is told when nothing does. Two flows are about a window that is late, or in trouble, with its own data."""

import importlib
import json
import os
import sqlite3
import time
import urllib.request

from gi.repository import Gio, GLib

from driver import run, wait_until

sync = importlib.import_module('test-sync')

DAY = 24 * 60 * 60


def walk_to(app, key='Tab', **what):
    """With the keyboard, from wherever one is."""
    app.tab_to(app.find(**what), key=key)


def push(app, **what):
    walk_to(app, **what)
    app.press('Return')


def write(app, text, **what):
    walk_to(app, **what)
    app.press('ctrl+a')
    app.type(text)
    wait_until(lambda: app.find(**what).text == text, 'the text to be there')


def write_password(app, text):
    walk_to(app, role='text', name='Password')
    app.press('ctrl+a')
    app.type(text)


def find_in_data(app, sql, *values):
    with sqlite3.connect(os.path.join(app.data_dir, 'shortlist.db'), timeout=20) as data:
        return data.execute(sql, values).fetchall()


def fill_registration(app, server, name):
    sync.open_sync(app)
    app.find(role='radio button', name='I Have an Account')
    app.focused(role='text', name='Password' if find_in_data(app, 'SELECT 1 FROM sync_account') else 'Server Address')
    walk_to(app, key='shift+Tab', role='radio button', name='I Have an Account')
    app.press('Right', 'space')
    app.find(role='text', name='Username')
    write(app, server.address, role='text', name='Server Address')
    write(app, name + '@example.org', role='text', name='E-Mail')
    write(app, name, role='text', name='Username')
    write_password(app, sync.PASSWORD)
    app.press('Return')


def register(app, profile):
    with sync.Desk(profile) as desk:
        sync.add(app, 'Torvmark', 'Baker')
        app.find(role='table row', starts='Baker at Torvmark')
        fill_registration(app, desk.server, 'newcomer')
        app.find(contains='1 to send')
        app.focused(role='button', name='Begin Syncing')
        app.press('Return')
        app.find(contains='Everything is synced')
        app.find(name='newcomer@example.org')
        app.press('Escape')
        app.gone(role='dialog')
        assert len(sync.roles(app)) == 1


def registers_with_the_newer_generation(app):
    register(app, 'head')


def registers_with_the_documented_generation(app):
    register(app, 'doc')


def tells_to_open_the_mail(app):
    with sync.Desk() as desk:
        desk.server.instead[b'/auth/login'] = sync.answer('401 Unauthorized', '{"detail": "Incorrect email or password"}')
        fill_registration(app, desk.server, 'newcomer')
        app.find(starts='Open the link in the e-mail that the server sent you')
        sync.picture('verify')
        desk.server.instead.clear()
        app.focused(role='button', name='Try Again')
        app.press('Return')
        app.find(role='button', name='Begin Syncing')


def says_which_fields_are_refused(app):
    """All at once, the first one with the focus; what is known before it is sent, and what the server says."""
    with sync.Desk() as desk:
        fill_registration(app, desk.server, 'first')
        app.find(starts='The server doesn’t take this username: ')
        app.focused(role='text', name='Choose another username')
        sync.picture('username-taken')
        write(app, 'ab', role='text', name='Choose another username')
        write(app, 'nobody', role='text', name='E-Mail')
        write_password(app, 'short')
        app.press('Return')
        app.focused(role='text', name='Enter your e-mail address, such as name@example.org')
        app.find(role='text', name='Choose a username of 3 to 50 characters')
        app.find(role='text', name='Choose a password of 8 to 128 characters')
        sync.picture('registration-refused')


def points_to_the_web_page(app):
    with sync.Desk() as desk:
        desk.server.instead[b'/auth/register'] = sync.answer('400 Bad Request', '{"detail": "captcha verification process failed"}')
        fill_registration(app, desk.server, 'newcomer')
        app.find(starts='This server wants to see that you are a person')
        walk_to(app, key='shift+Tab', role='button', name='Open Web Page')
        sync.picture('captcha')


def sign_in(app, server, email):
    sync.open_sync(app)
    write(app, server.address, role='text', name='Server Address')
    write(app, email, role='text', name='E-Mail')
    write_password(app, sync.PASSWORD)
    app.press('Return')


def sign_out(app, how, closes=True):
    sync.open_sync(app)
    push(app, role='button', name='Sign Out…')
    push(app, role='button', name=how)
    app.find(role='text', name='Server Address')
    if closes:
        app.press('Escape')
        app.gone(role='dialog')


def begin(app):
    app.focused(role='button', name='Begin Syncing')
    app.press('Return')
    app.find(contains='Everything is synced')
    app.press('Escape')
    app.gone(role='dialog')


def asks_before_another_account(app):
    with sync.Desk() as desk:
        sync.add(app, 'Torvmark', 'Baker')
        app.find(role='table row', starts='Baker at Torvmark')
        sign_in(app, desk.server, 'first@example.org')
        begin(app)
        sign_out(app, 'Sign Out and Keep')
        sync.open_sync(app)
        app.focused(role='text', name='Password')
        app.press('Escape')
        sign_in(app, desk.server, 'third@example.org')
        app.find(name='Start Over With Another Account?')
        sync.picture('other-account')
        app.press('Escape')
        app.gone(name='Start Over With Another Account?')
        assert not find_in_data(app, 'SELECT 1 FROM sync_account WHERE signed_in AND email LIKE "third%"')
        walk_to(app, role='text', name='Password')
        app.press('Return')
        app.find(name='Start Over With Another Account?')
        push(app, role='button', name='Start Over')
        app.find(contains='1 to send')
        begin(app)
        assert find_in_data(app, 'SELECT email FROM sync_account') == [('third@example.org',)]


def asks_before_an_account_is_made(app):
    """Once it is made, the name would be taken."""
    with sync.Desk() as desk:
        sign_in(app, desk.server, 'first@example.org')
        begin(app)
        sign_out(app, 'Sign Out and Keep')
        fill_registration(app, desk.server, 'newcomer')
        app.find(name='Start Over With Another Account?')
        app.find(contains='first@example.org')
        app.find(contains='newcomer@example.org at ' + desk.server.address)
        sync.picture('other-account-new')
        app.press('Escape')
        app.gone(name='Start Over With Another Account?')
        walk_to(app, role='text', name='Password')
        app.press('Return')
        app.find(name='Start Over With Another Account?')
        push(app, role='button', name='Start Over')
        app.find(role='button', name='Begin Syncing')
        assert find_in_data(app, 'SELECT email FROM sync_account') == [('newcomer@example.org',)]


def asks_in_a_narrow_window(app):
    """With names that are longer than it is wide."""
    with sync.Desk() as desk:
        sync.ctl(app, 'list')
        with sqlite3.connect(os.path.join(app.data_dir, 'shortlist.db'), timeout=20) as data:
            data.execute("INSERT INTO sync_account (id, address, email, user_id, agreed, signed_in) VALUES ('a', 'https://tracker.a-long-name-of-a-company.example.org/shortlist', ?, 'b', 1, 0)",
                         ('somebody.with-a-long-name' * 2 + '@example.org',))
        app.restart()
        sign_in(app, desk.server, 'third@example.org')
        app.find(name='Start Over With Another Account?')
        sync.picture('other-account-narrow')
        app.press('Escape')
        app.gone(name='Start Over With Another Account?')


asks_in_a_narrow_window.arguments = ['--size', '360x720']


def asks_when_the_server_is_another(app):
    """At the same address, and with somebody of the same name."""
    with sync.Desk() as desk:
        sync.add(app, 'Torvmark', 'Baker')
        app.find(role='table row', starts='Baker at Torvmark')
        sign_in(app, desk.server, 'first@example.org')
        begin(app)
        desk.server.end()
        desk.server.start('third', 'fourth', 'first')
        sync.sync_now(app)
        sync.says(app, 'Syncing needs you')
        sync.open_popover(app)
        app.find(starts='The server ')
        sync.picture('changed-server')
        push(app, role='button', name='Sign In…')
        app.find(role='text', name='Password')
        app.take_focus()
        write_password(app, sync.PASSWORD)
        app.press('Return')
        app.find(name='Start Over With Another Account?')
        push(app, role='button', name='Start Over')
        app.find(contains='1 to send')
        begin(app)


def moves_to_the_trash_when_signing_out(app):
    with sync.Desk() as desk:
        sync.add(app, 'Torvmark', 'Baker')
        app.find(role='table row', starts='Baker at Torvmark')
        sign_in(app, desk.server, 'first@example.org')
        begin(app)
        sign_out(app, 'Sign Out and Move to Trash', closes=False)
        wait_until(lambda: sync.roles(app) == [], 'the Trash')
        app.find(name='Moved what the server has to the Trash')
        sync.picture('signed-out-to-trash')
        assert app.find(role='text', name='Server Address').text == desk.server.address
        assert app.find(role='text', name='E-Mail').text == 'first@example.org'
        app.click(role='button', name='Undo')
        wait_until(lambda: sync.roles(app) == [('Torvmark', 'Baker')], 'the way back')
        write_password(app, sync.PASSWORD)
        app.press('Return')
        app.find(contains='Everything is synced')
        app.press('Escape')
        app.gone(role='dialog')
        sign_out(app, 'Sign Out and Move to Trash', closes=False)
        wait_until(lambda: sync.roles(app) == [], 'the Trash')
        app.find(name='Moved what the server has to the Trash')
        app.press('Escape')
        app.press('Escape')
        app.gone(role='dialog')
        app.take_focus()
        app.press('ctrl+z')
        wait_until(lambda: sync.roles(app) == [('Torvmark', 'Baker')], 'one step of undo')


def signing_in_again_brings_it_back(app):
    """The same record, not a copy that comes from the server."""
    with sync.Desk() as desk:
        sync.add(app, 'Torvmark', 'Baker')
        app.find(role='table row', starts='Baker at Torvmark')
        sign_in(app, desk.server, 'first@example.org')
        begin(app)
        before = find_in_data(app, 'SELECT id FROM applications')
        sign_out(app, 'Sign Out and Move to Trash', closes=False)
        wait_until(lambda: sync.roles(app) == [], 'the Trash')
        app.find(name='Moved what the server has to the Trash')
        write_password(app, sync.PASSWORD)
        app.press('Return')
        app.find(contains='Everything is synced')
        app.press('Escape')
        app.gone(role='dialog')
        wait_until(lambda: sync.roles(app) == [('Torvmark', 'Baker')], 'what the Trash had')
        assert find_in_data(app, 'SELECT id FROM applications WHERE deleted_at IS NULL') == before
        assert len(Web(desk.server).list()) == 1


class BrokenKeyring:
    """Has the keyring's name, and knows nothing that one asks of a keyring."""

    def __enter__(self):
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        self.ask('RequestName', GLib.Variant('(su)', ('org.freedesktop.secrets', 4)))

    def __exit__(self, *failure):
        self.ask('ReleaseName', GLib.Variant('(s)', ('org.freedesktop.secrets',)))

    def ask(self, method, words):
        self.bus.call_sync('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus', method, words, None, Gio.DBusCallFlags.NONE, -1)


def tells_what_signing_out_leaves_behind(app):
    global keyring
    with sync.Desk() as desk:
        sync.add(app, 'Torvmark', 'Baker')
        app.find(role='table row', starts='Baker at Torvmark')
        sign_in(app, desk.server, 'first@example.org')
        begin(app)
        keyring.close()
        with BrokenKeyring():
            sign_out(app, 'Sign Out and Keep', closes=False)
            app.find(starts='You are signed out, but your password may still be in the keyring.')
            sync.picture('keyring-broken')
        keyring = sync.Keyring()


class Web:
    """The web page of the server, on which somebody deletes."""

    def __init__(self, server):
        self.address = 'http://127.0.0.1:%d/api/v1' % server.inner
        self.token = None
        self.token = json.loads(self.ask('POST', '/auth/login', email='first@example.org', password=sync.PASSWORD))['access_token']

    def ask(self, method, path, **body):
        headers = {'Content-Type': 'application/json', **({'Authorization': 'Bearer ' + self.token} if self.token else {})}
        request = urllib.request.Request(self.address + path, method=method, data=json.dumps(body).encode() if body else None, headers=headers)
        with urllib.request.urlopen(request) as reply:
            return reply.read()

    def list(self):
        rows = json.loads(self.ask('GET', '/applications/?limit=100'))
        return [row['id'] for row in (rows['items'] if isinstance(rows, dict) else rows)]

    def delete_all(self):
        for number in self.list():
            self.ask('DELETE', '/applications/%s' % number)


def lose_many(app, desk):
    """So many at once that nobody believes it."""
    for number in range(12):
        sync.add(app, 'Torvmark %02d' % number, 'Joiner')
    sign_in(app, desk.server, 'first@example.org')
    begin(app)
    web = Web(desk.server)
    assert len(web.list()) == 12
    web.delete_all()
    sync.sync_now(app)
    # Missed for the first time they aren't deleted yet, nor as they shall be.
    sync.says(app, '12 entries weren’t found on the server. Last synced')
    sync.picture('missed-once')
    # Not before they have been missing for a while.
    urllib.request.urlopen(urllib.request.Request('http://127.0.0.1:%d/model/advance?seconds=3600' % desk.server.inner, method='POST')).close()
    sync.sync_now(app)
    sync.says(app, 'Syncing has a question')
    assert len(sync.roles(app)) == 12
    sync.open_popover(app)
    app.find(starts='12 entries aren’t on the server any more.')
    # Which, and nothing that a key pressed too early would do with them.
    assert 'Joiner at Torvmark' in app.find(contains='and 8 more').name
    app.focused(role='button', name='Sync Now')


def asks_before_many_go_to_the_trash(app):
    with sync.Desk() as desk:
        lose_many(app, desk)
        sync.picture('asked')
        push(app, role='button', name='Move to Trash')
        wait_until(lambda: sync.roles(app) == [], 'the Trash')
        assert len(find_in_data(app, 'SELECT 1 FROM applications WHERE deleted_at IS NOT NULL')) == 12


def hides_whom_it_asks_about(app):
    """In private mode they are called as in the list, whenever the names were read."""
    with sync.Desk() as desk:
        lose_many(app, desk)
        app.press('Escape', 'ctrl+shift+h')
        sync.open_popover(app)
        names = app.find(contains='and 8 more').name
        assert 'Torvmark' not in names and 'Joiner at Company' in names, names
        sync.picture('asked-in-private')
        app.press('Escape')
        # Read anew while they are hidden, and shown in a dialog that stays.
        sync.sync_now(app)
        sync.says(app, 'Syncing has a question')
        sync.open_sync(app)
        assert 'Torvmark' not in app.find(contains='and 8 more').name
        app.press('ctrl+shift+h')
        app.find(contains='Joiner at Torvmark')
        app.press('Escape')
        app.gone(role='dialog')
        sync.open_popover(app)
        assert 'Joiner at Torvmark' in app.find(contains='and 8 more').name


def shows_all_that_it_asks_about(app):
    """By keys alone, from the popover and from the dialog; in private mode without the names."""
    with sync.Desk() as desk:
        lose_many(app, desk)
        walk_to(app, key='shift+Tab', role='button', name='Show All')
        app.press('Return')
        app.find(name='Missing on the Server')
        app.focused(role='list item', starts='Joiner at Torvmark')
        wait_until(lambda: len(names_in_list(app, 'Joiner at Torvmark')) > 4, 'more than had room')
        sync.picture('missing')
        # To the last one, which may not be in sight at first.
        app.press('End')
        last = find_in_data(app, 'SELECT id FROM applications WHERE deleted_at IS NULL')
        assert len(last) == 12
        app.focused(role='list item', starts='Joiner at Torvmark')
        app.press('Escape')
        push(app, role='button', name='Show All')
        app.find(name='Missing on the Server')
        app.press('ctrl+shift+h')
        app.gone(role='dialog')
        sync.open_popover(app)
        push(app, role='button', name='Show All')
        app.find(role='list item', starts='Joiner at Company')
        assert not names_in_list(app, 'Joiner at Torvmark')
        sync.picture('missing-in-private')


def names_in_list(app, starts):
    return {each.name for each in app.all(role='list item', starts=starts)}


def tells_of_a_first_sync_that_was_cut(app):
    """What was sent is there; that nothing was synced would be untrue."""
    with sync.Desk() as desk:
        for number in range(8):
            sync.add(app, 'Torvmark %02d' % number, 'Joiner')
        sign_in(app, desk.server, 'first@example.org')
        desk.server.loses, desk.server.spares = b'POST /api/v1/applications', 3
        app.click(role='button', name='Begin Syncing')
        app.find(starts='Syncing waits')
        app.find(contains='The first sync isn’t complete yet')
        assert not app.has(contains='Nothing was synced yet')
        sync.picture('cut')
        assert 0 < len(find_in_data(app, 'SELECT 1 FROM sync_shadow')) < 8


def sends_again_what_is_missing(app):
    with sync.Desk() as desk:
        lose_many(app, desk)
        web = Web(desk.server)
        push(app, role='button', name='Send Again')
        wait_until(lambda: len(web.list()) == 12, 'all to be there again')
        sync.says(app, 'Everything is synced')
        assert len(sync.roles(app)) == 12


def tells_that_nothing_was_synced_for_long(app):
    with sync.Desk() as desk:
        sign_in(app, desk.server, 'first@example.org')
        begin(app)
        desk.server.pull()
        with sqlite3.connect(os.path.join(app.data_dir, 'shortlist.db'), timeout=20) as data:
            data.execute('UPDATE sync_account SET last_success = ?', (int((time.time() - 2 * DAY) * 1e6),))
        sync.sync_now(app)
        # The words of a banner are there also while it isn't.
        app.find(role='button', name='Details')
        sync.picture('overdue')
        push(app, role='button', name='Details')
        app.find(contains='takes no connections')
        # Where it is reached again, Shortlist notices soon by itself: that mustn't come between.
        walk_to(app, role='button', name='Sync Now')
        desk.server.plug()
        app.press('Return')
        app.find(contains='Everything is synced')
        app.press('Escape')
        app.gone(role='button', name='Details')


def stops_a_round(app):
    with sync.Desk() as desk:
        sign_in(app, desk.server, 'first@example.org')
        begin(app)
        desk.server.instead[b'GET '] = None
        sync.open_popover(app)
        push(app, role='button', name='Sync Now')
        push(app, role='button', name='Stop')
        app.find(role='button', name='Sync Now')
        desk.server.instead.clear()
        push(app, role='button', name='Sync Now')
        app.find(contains='Everything is synced')


def copies_the_log(app):
    with sync.Desk() as desk:
        sync.add(app, 'Torvmark', 'Baker')
        app.find(role='table row', starts='Baker at Torvmark')
        sign_in(app, desk.server, 'first@example.org')
        begin(app)
        sync.open_sync(app)
        app.find(name='first@example.org')
        push(app, role='list item', name='Log')
        app.find(role='text', name='Log')
        push(app, role='button', name='Copy')
        app.find(name='Copied the log')
        app.press('Escape')
        app.find(name='first@example.org')
        app.press('Escape')
        app.gone(role='dialog')
        app.press('ctrl+f')
        app.press('ctrl+v')
        wait_until(lambda: 'Signed in.' in app.find(role='entry', name='Search applications').text, 'the log in the search')
        assert sync.PASSWORD not in app.find(role='entry', name='Search applications').text


def leads_there_from_the_preferences(app):
    app.take_focus()
    app.press('ctrl+comma')
    push(app, role='button', name='Sync With a Server')
    app.find(role='text', name='Server Address')
    app.press('Escape')
    app.gone(role='text', name='Server Address')


def syncs_after_the_second_try_to_open(app):
    """Another program keeps the file for itself, and then doesn't any more."""
    sync.add(app, 'Torvmark', 'Baker')
    app.find(role='table row', starts='Baker at Torvmark')
    app.quit()
    data = sqlite3.connect(os.path.join(app.data_dir, 'shortlist.db'), isolation_level=None)
    data.execute('PRAGMA locking_mode = EXCLUSIVE')
    data.execute('BEGIN EXCLUSIVE')
    app.start()
    app.find(role='button', name='Try Again')
    data.execute('ROLLBACK')
    data.close()
    push(app, role='button', name='Try Again')
    app.find(role='table row', starts='Baker at Torvmark')
    sync.open_sync(app)
    app.find(role='text', name='Server Address')


def needs_one_escape_for_each_page(app):
    with sync.Desk() as desk:
        sync.add(app, 'Torvmark', 'Baker')
        app.find(role='table row', starts='Baker at Torvmark')
        sign_in(app, desk.server, 'first@example.org')
        begin(app)
        (kind, record), = find_in_data(app, 'SELECT kind, id FROM sync_shadow WHERE parent IS NULL')
        with sqlite3.connect(os.path.join(app.data_dir, 'shortlist.db'), timeout=20) as data:
            data.execute('INSERT INTO sync_conflict (kind, id, field, lost, at) VALUES (?, ?, "role_title", ?, ?)', (kind, record, '"Miller"', int(time.time() * 1e6)))
        sync.sync_now(app)
        sync.open_popover(app)
        push(app, role='button', name='1 conflict')
        app.find(name='The other version')
        app.take_focus()
        app.focused(role='list item', starts='Baker at Torvmark')
        push(app, role='button', name='Use This Instead')
        app.find(contains='Took the other version')
        app.find(name='No Conflicts')
        app.press('Escape')
        app.find(name='first@example.org')
        app.press('Escape')
        app.gone(role='dialog')


def lose(app, *losers):
    """Each: a company, a field, and what of it doesn't stand any more."""
    with sqlite3.connect(os.path.join(app.data_dir, 'shortlist.db'), timeout=20) as data:
        for company, field, value in losers:
            (kind, record), = data.execute('SELECT s.kind, s.id FROM sync_shadow AS s JOIN applications AS a ON a.id = s.id WHERE a.company_name = ?', (company,))
            data.execute('INSERT INTO sync_conflict (kind, id, field, lost, at) VALUES (?, ?, ?, ?, ?)', (kind, record, field, json.dumps(value), int(time.time() * 1e6)))


def keeps_all_that_stands(app):
    """At once, and takes that back."""
    with sync.Desk() as desk:
        sync.add(app, 'Torvmark', 'Baker')
        sync.add(app, 'Velkholt', 'Joiner')
        app.find(role='table row', starts='Joiner at Velkholt')
        sign_in(app, desk.server, 'first@example.org')
        begin(app)
        lose(app, ('Torvmark', 'role_title', 'Miller'), ('Torvmark', 'location', 'Bergen'), ('Velkholt', 'location', 'Oslo'))
        sync.sync_now(app)
        sync.says(app, 'Synced, 3 conflicts to look at')
        sync.open_popover(app)
        sync.picture('conflicts-popover')
        push(app, role='button', name='3 conflicts')
        app.find(name='Bergen')
        sync.picture('conflicts')
        assert not app.has(role='button', name='Show All')
        walk_to(app, key='shift+Tab', role='button', name='Keep All')
        app.press('Return')
        app.find(name='Kept 3 entries as they are')
        app.find(name='No Conflicts')
        app.click(role='button', name='Undo')
        app.find(name='Bergen')
        assert len(app.all(role='button', name='Keep as It Is')) == 3
        push(app, role='button', name='Keep as It Is')
        wait_until(lambda: len(app.all(role='button', name='Keep as It Is')) == 2, 'one to go')
        # What was done last is taken back, and not what was done last to a record.
        app.press('ctrl+z')
        wait_until(lambda: len(app.all(role='button', name='Keep as It Is')) == 3, 'three again')
        assert find_in_data(app, "SELECT count (*) FROM applications WHERE company_name IN ('Torvmark', 'Velkholt')") == [(2,)]


def shows_what_differs_in_long_texts(app):
    """And what has the focus, when they are shown as a whole."""
    lines = ['Line %d of what was said.' % number for number in range(280)]
    there = '\n'.join(lines[:200] + ['Ask for the flat.'] + lines[201:])
    with sync.Desk() as desk:
        sync.add(app, 'Torvmark', 'Baker', '--notes', '\n'.join(lines))
        app.find(role='table row', starts='Baker at Torvmark')
        sign_in(app, desk.server, 'first@example.org')
        begin(app)
        lose(app, ('Torvmark', 'notes', there))
        sync.sync_now(app)
        sync.open_popover(app)
        push(app, role='button', name='1 conflict')
        app.find(starts='… Ask for the flat.\nLine 201 ')
        app.find(starts='… Line 200 of what was said.\nLine 201 ')
        assert is_in_sight(app, role='button', name='Keep as It Is')
        sync.picture('long-conflict')
        walk_to(app, role='button', name='Show All')
        app.press('Return')
        app.find(starts='Line 0 ')
        walk_to(app, role='button', name='Keep as It Is')
        wait_until(lambda: is_in_sight(app, role='button', name='Keep as It Is'), 'the button in sight')
        sync.picture('long-conflict-end')
        walk_to(app, key='shift+Tab', role='button', name='Show Less')
        wait_until(lambda: is_in_sight(app, role='button', name='Show Less'), 'the other button in sight')
        app.press('Return')
        app.find(starts='… Ask for the flat.\n')


def is_in_sight(app, **what):
    x, y, width, height = app.find(**what).extents()
    return 0 < y and y + height < app.find(role='frame').extents()[3]


if __name__ == '__main__':
    keyring = sync.Keyring()
    run(registers_with_the_newer_generation, registers_with_the_documented_generation, tells_to_open_the_mail, says_which_fields_are_refused, points_to_the_web_page,
        asks_before_another_account, asks_before_an_account_is_made, asks_in_a_narrow_window, asks_when_the_server_is_another, moves_to_the_trash_when_signing_out, signing_in_again_brings_it_back, tells_what_signing_out_leaves_behind, asks_before_many_go_to_the_trash,
        hides_whom_it_asks_about, shows_all_that_it_asks_about, tells_of_a_first_sync_that_was_cut, sends_again_what_is_missing, tells_that_nothing_was_synced_for_long, stops_a_round, copies_the_log, leads_there_from_the_preferences,
        syncs_after_the_second_try_to_open, needs_one_escape_for_each_page, keeps_all_that_stands,
        shows_what_differs_in_long_texts)
