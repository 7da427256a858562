# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether programs have done with what they had to do. On a busy machine a window may be late by seconds, and what is seen
of it meanwhile is what it was before: no clock tells, but the kernel does. A thread that waits for the processor runs, as far
as it is concerned; one that sleeps has nothing to do."""

import os
import re
import time

# In seconds: longer than the time between two frames, for which a program sleeps that is in the middle of something.
REST = 0.05

# In seconds: a display that keeps itself busy has nothing for a program that has slept for so long.
OWN_REST = 1

# What never rests, such as a spinner, isn't waited for longer than it takes to come round so often, and to be found busy so
# often: where threads wait for each other, hundreds of rounds are over in no time.
ROUNDS = 500
LOOKS = 200

STATE = re.compile(r'^State:\s+(\S)', re.MULTILINE)
SWITCHES = re.compile(r'ctxt_switches:\s+(\d+)')


def look_at_threads(process):
    """Returns: whether all of them sleep, and by thread how often it has come and gone."""
    asleep, rounds = True, {}
    folder = '/proc/%d/task' % process
    try:
        for thread in os.listdir(folder):
            with open('%s/%s/status' % (folder, thread), encoding='ascii', errors='replace') as file:
                status = file.read()
            asleep = asleep and STATE.search(status).group(1) in 'SIZX'
            rounds[process, thread] = sum(int(count) for count in SWITCHES.findall(status))
    except (FileNotFoundError, ProcessLookupError):
        rounds[process, 'one'] = 'ended'  # a thread, or the program: other threads than before
    return asleep, rounds


def wait_for(*processes):
    """Until all of them have rested for a moment, or the first one, the program, for longer.

    Returns: whether they did."""
    first = before = own_before = None
    since = own_since = time.monotonic()
    busy = 0
    while True:
        looks = [look_at_threads(process) for process in processes]
        rounds = {thread: count for _asleep, counts in looks for thread, count in counts.items()}
        first = first or rounds
        now = time.monotonic()
        if looks[0][1] != own_before or not looks[0][0]:
            own_since = now
        elif now - own_since >= OWN_REST:
            return True
        own_before = looks[0][1]
        if rounds != before or not all(asleep for asleep, _counts in looks):
            since = now
        elif now - since >= REST:
            return True
        main = processes[0], str(processes[0])
        busy += before is not None and rounds.get(main) != before.get(main)
        if main not in rounds or (busy > LOOKS and rounds[main] - first.get(main, 0) > ROUNDS):
            return False
        before = rounds
        time.sleep(0.01)
