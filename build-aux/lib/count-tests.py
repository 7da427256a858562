#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts the cases in meson's test logs (testlog*.json): each TAP line is one, and so is a program that speaks no TAP.

count-tests.py LOG… — names what failed and what was skipped, and ends with "N passed, N failed".
Exit status 1 when something failed or nothing passed.
"""

import json
import re
import sys

CASE = re.compile(r'^(not )?ok\b(?: +\d+)?(?: *-)? *([^#\n]*)(#.*)?$', re.MULTILINE)


def cases(entry):
    """(name, 'passed' | 'failed' | 'skipped') for every case of one test program."""
    name = entry['name'].split(' / ')[-1]
    found = []
    for bad, case, directive in CASE.findall(entry.get('stdout') or ''):
        word = (directive or '').upper()
        state = 'skipped' if 'SKIP' in word else 'passed' if not bad or 'TODO' in word else 'failed'
        found.append((f'{name} {case.strip()}', state))
    result = entry['result']
    if result in ('FAIL', 'ERROR', 'TIMEOUT', 'INTERRUPT', 'UNEXPECTEDPASS'):
        if not any(state == 'failed' for _, state in found):
            found.append((f'{name} ({result.lower()})', 'failed'))
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
                print(f'{wanted}: {name}')
    passed = sum(state == 'passed' for _, state in every)
    failed = sum(state == 'failed' for _, state in every)
    if passed + failed == 0:
        print('No tests ran.')
    print(f'{passed} passed, {failed} failed')
    return 1 if failed or not passed else 0


if __name__ == '__main__':
    sys.exit(main())
