#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts the cases in meson's test logs (testlog*.json): each TAP line is one, and so is a program that speaks no TAP.

count-tests.py LOG… — names what failed and why, and what was skipped, and ends with "N passed, N failed".
Exit status 1 when something failed or nothing passed.
"""

import json
import re
import sys

CASE = re.compile(r'^(not )?ok\b(?: +\d+)?(?: *-)? *([^#\n]*)(#.*)?$', re.MULTILINE)
# What a program says that ends with a bang
END = re.compile(r'^(Bail out!|.*(?:ERROR: |runtime error: |CRITICAL|SUMMARY: )).*$', re.MULTILINE)
# Which of the remarks before a case that failed say why
TELLING = re.compile('COMPLAINT|ERROR|Error|Failed|^seed ')


def cause(before, entry):
    """One line: what a case itself said before it failed, and what ended the program."""
    said = re.findall(r'^# *(.*\S)', before, re.MULTILINE)
    told = [line for line in said if TELLING.search(line)][:3] or said[-1:]
    return (': ' + ' | '.join(told) if told else '') + ended(before, entry.get('stderr'))


def ended(*outputs):
    found = next(filter(None, (END.search(output or '') for output in outputs)), None)
    return ': ' + found.group(0).strip() if found else ''


def cases(entry):
    """(name, 'passed' | 'failed' | 'skipped') for every case of one test program."""
    name = entry['name'].split(' / ')[-1]
    found = []
    output = entry.get('stdout') or ''
    before = 0
    for match in CASE.finditer(output):
        bad, case, directive = match.groups()
        word = (directive or '').upper()
        state = 'skipped' if 'SKIP' in word else 'passed' if not bad or 'TODO' in word else 'failed'
        why = cause(output[before:match.start()], entry) if state == 'failed' else ''
        found.append((f'{name} {case.strip()}{why}', state))
        before = match.end()
    result = entry['result']
    if result in ('FAIL', 'ERROR', 'TIMEOUT', 'INTERRUPT', 'UNEXPECTEDPASS'):
        if not any(state == 'failed' for _, state in found):
            found.append((f'{name} ({result.lower()})' + ended(output, entry.get('stderr')), 'failed'))
    elif not found:
        found.append((name, 'skipped' if result == 'SKIP' else 'passed'))
    return found


def main():
    every = []
    for log in sys.argv[1:]:
        try:
            with open(log, encoding='utf-8') as lines:
                for line in lines:
                    every += cases(json.loads(line))
        except (OSError, ValueError) as error:
            every.append((f'the log of the tests cannot be read: {error}', 'failed'))
    for wanted in ('skipped', 'failed'):
        for name, state in every:
            if state == wanted:
                print(f'{wanted}: {name}'[:500])
    passed = sum(state == 'passed' for _, state in every)
    failed = sum(state == 'failed' for _, state in every)
    if passed + failed == 0:
        print('No tests ran.')
    print(f'{passed} passed, {failed} failed')
    return 1 if failed or not passed else 0


if __name__ == '__main__':
    sys.exit(main())
