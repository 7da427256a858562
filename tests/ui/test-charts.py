#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The charts: what they say, the table behind each, the time window, and filters set by the keyboard and the pointer."""

import re

from driver import Failed, run, wait_until

KINDS = ('Pipeline', 'Flow', 'Rates', 'Salaries', 'Weekly trend', 'Activity', 'Sources', 'Time in each status', 'Top companies')


def open_charts(app):
    app.find(name='120 applications')
    app.press('ctrl+3')
    return app.find(role='image', starts='Pipeline: ')


def description(app, starts):
    return app.find(role='image', starts=starts).description


def all_charts_say_something(app):
    open_charts(app)
    for kind in KINDS:
        app.find(role='image', starts=kind + ': ')
        app.find(role='grouping', name=kind)


def an_empty_search_invites(app):
    app.find(name='Welcome to Shortlist')
    app.press('ctrl+n')
    app.fill('Acme', role='text', name='Company')
    app.fill('Baker', role='text', name='Role')
    app.click(role='button', name='Add')
    app.gone(role='dialog', name='New Application')
    app.press('ctrl+3')
    app.find(role='image', starts='Pipeline: ')
    if app.has(role='image', starts='Salaries: '):
        raise Failed('an empty chart stands there')


def keys_walk_and_filter(app):
    chart = open_charts(app)
    app.tab_to(chart)
    wait_until(lambda: description(app, 'Pipeline: ').startswith('Saved: '), 'the first bar to be told')
    app.press('Right')
    told = wait_until(lambda: description(app, 'Pipeline: ').startswith('Applied: ') and description(app, 'Pipeline: '),
                      'the second bar to be told')
    number = told.split(': ')[1].split()[0]
    app.press('Return')
    app.find(name=number + ' of 120 applications')
    app.find(role='image', starts='Pipeline: %s applications are open' % number)
    app.press('ctrl+1')
    app.find(name=number + ' of 120 applications')
    app.press('ctrl+3')
    app.click(role='button', name='Clear')
    app.find(name='120 applications')


def the_window_is_part_of_the_query(app):
    open_charts(app)
    app.click(role='radio button', name='30 days')
    # Beside the filters; a chart's own words may say as much of all of them.
    number = wait_until(lambda: next((node.name for node in app.all(role='label', contains=' of 120 applications')
                                      if re.fullmatch(r'\d+ of 120 applications', node.name) and not node.name.startswith('120 ')), None),
                        'how many are left')
    app.find(role='image', contains='in the last 30 days')
    app.press('ctrl+1')
    app.find(name=number)
    app.press('ctrl+3')
    app.click(role='radio button', name='All')
    app.find(name='120 applications')


def a_table_stands_behind_each(app):
    open_charts(app)
    app.click(role='toggle button', name='Pipeline: show as table')
    app.find(role='tree table', contains='applications are open')
    app.find(role='table row', starts='Interviewing ')
    app.gone(role='image', starts='Pipeline: ')
    app.click(role='toggle button', name='Pipeline: show as table')
    app.find(role='image', starts='Pipeline: ')


for test in (all_charts_say_something, keys_walk_and_filter, the_window_is_part_of_the_query, a_table_stands_behind_each):
    test.arguments = ('--demo',)

run(all_charts_say_something, an_empty_search_invites, keys_walk_and_filter, the_window_is_part_of_the_query,
    a_table_stands_behind_each)
