#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks who includes whom in src/: a room only the rooms below it, GTK only in ui/, and within ui/ never
one view (list, board, charts) another. Prints one line per breach; exit status 1 when there are any.

check-layers.py [SOURCE-ROOT | --self-test]
"""

import pathlib
import re
import sys
import tempfile

# What each room may include, apart from itself. The map of HACKING.md, in one place.
ROOMS = {
    'base': [],
    'calendar': ['base'],
    'model': ['base'],
    'net': ['base'],
    'secrets': ['base'],
    'store': ['base', 'model'],
    'sync': ['base', 'model', 'net', 'secrets', 'store'],
    'core': ['base', 'calendar', 'model', 'net', 'secrets', 'store', 'sync'],
    'reminder': ['base', 'calendar', 'model', 'store', 'sync', 'core'],
    'chart': ['base', 'calendar', 'model', 'store', 'core'],
    'print': ['base', 'calendar', 'model', 'store', 'core'],
    'cli': ['base', 'calendar', 'model', 'secrets', 'store', 'sync', 'core', 'chart', 'print'],
    'ui': ['base', 'calendar', 'model', 'secrets', 'store', 'sync', 'core', 'chart', 'print', 'reminder'],
}

# Libraries that belong to certain rooms: pattern of the header's name, rooms.
LIBRARIES = [
    (re.compile(r'^(gtk|gdk|gsk)/|^adwaita\.h$'), ['ui']),
    (re.compile(r'^sqlite3'), ['store']),
    (re.compile(r'^libical/'), ['calendar']),
    (re.compile(r'^libsoup/'), ['net']),
    (re.compile(r'^libsecret/'), ['secrets']),
    (re.compile(r'^(cairo|pango)'), ['chart', 'print', 'ui']),
]

VIEWS = ['list', 'agenda', 'board', 'charts']

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.MULTILINE)


def view_of(path, ui):
    """The view that a file of ui/ belongs to, by its folder or its name, or None."""
    parts = path.relative_to(ui).parts
    if len(parts) > 1:
        return parts[0] if parts[0] in VIEWS else None
    for view in VIEWS:
        if path.name.startswith((f'sl-{view}-view', f'sl-{view}-page')):
            return view
    return None


def check(root):
    """All breaches below root/src, as sentences."""
    src = root / 'src'
    breaches = []
    home = {}
    files = sorted(p for room in ROOMS for p in (src / room).rglob('*.[ch]'))
    for path in files:
        if path.suffix == '.h':
            if path.name in home:
                breaches.append(f'{path.relative_to(root)}: the name is taken by {home[path.name].relative_to(root)}')
            home[path.name] = path
    for folder in sorted(p for p in src.iterdir() if p.is_dir() and p.name not in ROOMS):
        if any(folder.rglob('*.[ch]')):
            breaches.append(f'src/{folder.name}: this room is not in the map of tests/check-layers.py')
    for path in files + sorted(src.glob('*.[ch]')):
        room = path.relative_to(src).parts[0] if path.parent != src else 'ui'
        where = path.relative_to(root)
        for bracket, name in INCLUDE.findall(path.read_text(encoding='utf-8')):
            for pattern, rooms in LIBRARIES:
                if bracket == '<' and pattern.search(name) and room not in rooms:
                    breaches.append(f'{where}: <{name}> belongs to {", ".join(rooms)}')
            other = home.get(pathlib.PurePath(name).name) if bracket == '"' else None
            if other is None:
                continue
            there = other.relative_to(src).parts[0]
            if there != room and there not in ROOMS[room]:
                breaches.append(f'{where}: {room}/ must not include {there}/ ({name})')
            if room == there == 'ui' and path.parent != src:
                mine, theirs = view_of(path, src / 'ui'), view_of(other, src / 'ui')
                if mine and theirs and mine != theirs:
                    breaches.append(f'{where}: the {mine} view must not know the {theirs} view ({name})')
    if not files:
        breaches.append(f'{src}: no source files found')
    return breaches


def self_test():
    """A small wrong tree has to give exactly the breaches that were put into it."""
    wrong = {
        'src/base/sl-a.h': '',
        'src/base/sl-a.c': '#include <gtk/gtk.h>\n#include "sl-m.h"\n',
        'src/model/sl-m.h': '#include "sl-a.h"\n',
        'src/model/sl-a.h': '',
        'src/core/sl-c.c': '#include <sqlite3.h>\n',
        'src/ui/list/sl-list-view.h': '',
        'src/ui/board/sl-board-view.c': '# include "sl-list-view.h"\n#include "sl-m.h"\n',
        'src/extra/sl-e.c': '',
    }
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        for name, text in wrong.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text)
        found = check(root)
    expected = ['the name is taken', 'src/extra', '<gtk/gtk.h> belongs to ui', 'base/ must not include model/',
                '<sqlite3.h> belongs to store', 'the board view must not know the list view']
    missed = [e for e in expected if not any(e in f for f in found)]
    return [f'not noticed: {m}' for m in missed] + ([f'expected {len(expected)} breaches, found {found}']
                                                   if len(found) != len(expected) else [])


def main():
    argument = sys.argv[1] if len(sys.argv) > 1 else str(pathlib.Path(__file__).resolve().parent.parent)
    breaches = self_test() if argument == '--self-test' else check(pathlib.Path(argument))
    for breach in breaches:
        print(breach, file=sys.stderr)
    return 1 if breaches else 0


if __name__ == '__main__':
    sys.exit(main())
