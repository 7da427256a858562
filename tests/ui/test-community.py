#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The community's pages: nothing of them while signed out; posting, joining, following and the profile with the keyboard."""

import importlib
import json
import urllib.request

from driver import run

sync = importlib.import_module('test-sync')


class Other:
    """Somebody else on the same server."""

    def __init__(self, server):
        self.address = 'http://127.0.0.1:%d/api/v1' % server.inner
        self.token = None
        self.ask('POST', '/auth/register', email='second@example.org', username='second', password=sync.PASSWORD)
        self.token = self.ask('POST', '/auth/login', email='second@example.org', password=sync.PASSWORD)['access_token']

    def ask(self, method, path, **body):
        request = urllib.request.Request(self.address + path, method=method, data=json.dumps(body).encode() if body else None,
                                         headers={'Content-Type': 'application/json', **({'Authorization': 'Bearer ' + self.token} if self.token else {})})
        return json.load(urllib.request.urlopen(request))


def open_community(app, desk):
    sync.sign_in(app, desk.server)
    sync.begin(app)
    app.point(role='list item', starts='Community')


def show(app, section):
    app.point(role='page tab', name=section)


def says_nothing_while_signed_out(app):
    app.find(role='list item', starts='Skills')
    assert not app.has(role='list item', starts='Community')


def posts_and_deletes(app):
    with sync.Desk() as desk:
        other = Other(desk.server)
        other.ask('POST', '/social/posts', content='Ask for the second day, too', post_type='Tip')
        open_community(app, desk)
        app.find(name='Ask for the second day, too')
        app.find(name='Somebody with a private profile')
        sync.picture('community-feed')

        app.click(role='button', name='Write Post')
        app.fill('Bread was good today', role='text', name='Text')
        app.find(contains='Everybody who is signed in to this server can read it')
        sync.picture('community-composer')
        app.tab_to(app.find(role='button', name='Post'))
        app.press('Return')
        app.gone(role='dialog')
        app.find(name='Bread was good today')
        assert other.ask('GET', '/social/posts/feed')[0]['content'] == 'Bread was good today'

        app.click(role='button', name='Delete…')
        app.click(role='button', name='Cancel')
        app.gone(name='Delete This Post?')
        assert len(other.ask('GET', '/social/posts/feed')) == 2
        app.click(role='button', name='Delete…')
        app.click(role='button', name='Delete')
        app.gone(name='Bread was good today')
        assert len(other.ask('GET', '/social/posts/feed')) == 1


def joins_follows_and_shows_oneself(app):
    with sync.Desk() as desk:
        other = Other(desk.server)
        other.ask('POST', '/social/groups', name='Bakers of the north', description='Bread and where to bake it')
        other.ask('PUT', '/users/me', display_name='Second Person', profile_visibility='public')
        open_community(app, desk)
        show(app, 'Groups')
        app.find(name='Groups to join')
        sync.picture('community-groups')
        app.tab_to(app.find(role='button', name='Join'))
        app.press('Return')
        app.find(name='Your groups')

        show(app, 'People')
        app.tab_to(app.find(role='button', name='Follow'))
        app.press('Return')
        app.find(role='button', name='Unfollow')
        sync.picture('community-people')

        show(app, 'Progress')
        app.find(name='Milestones')
        sync.picture('community-progress')

        show(app, 'Profile')
        app.find(contains='Nobody finds you')
        sync.picture('community-profile')
        app.fill('First Person', role='text', name='Name that is shown')
        app.tab_to(app.find(role='button', name='Save Profile'))
        app.press('Return')
        show(app, 'Feed')
        me = [follow['follower_id'] for follow in other.ask('GET', '/social/followers/' + other.ask('GET', '/users/me')['id'])]
        assert len(me) == 1, me


def shows_what_was_there_offline(app):
    with sync.Desk() as desk:
        Other(desk.server).ask('POST', '/social/posts', content='Ask for the second day, too', post_type='Tip')
        open_community(app, desk)
        app.find(name='Ask for the second day, too')
        desk.server.pull()
        app.click(role='button', name='Look again')
        app.find(contains='The server can’t be reached. This is from')
        app.find(name='Ask for the second day, too')
        sync.picture('community-offline')
        desk.server.plug()
        app.click(role='button', name='Look again')
        app.gone(contains='The server can’t be reached. This is from')


if __name__ == '__main__':
    keyring = sync.Keyring()
    run(says_nothing_while_signed_out, posts_and_deletes, joins_follows_and_shows_oneself, shows_what_was_there_offline)
