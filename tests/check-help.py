#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks whether the help holds together, and whether it speaks of what there is: pages that are reached and installed, links that lead
somewhere, every key of the shortcuts dialog, and words of buttons and commands that the program has."""

import pathlib
import re
import sys
import tempfile
import xml.etree.ElementTree as ET

NS = '{http://projectmallard.org/1.0/}'
# Buttons that carry no word.
BARE = {'+'}


def words(text):
    """As a person reads it: without the mnemonic's line and the dots."""
    return text.replace('_', '').replace('&amp;', '&').removesuffix('…')


def said_by(root):
    """Every string of the window."""
    said = set()
    for path in (root / 'src').rglob('*.c'):
        said.update(words(text) for text in re.findall(r'"((?:[^"\\\n]|\\.)+)"', path.read_text()))
    for path in (root / 'data' / 'ui').glob('*.ui'):
        said.update(words(text) for text in re.findall(r'>([^<>\n]+)</(?:property|attribute|item)>', path.read_text()))
    return said


def shortcuts_of(root):
    """What the shortcuts dialog lists."""
    table = re.findall(r'\{ "[^"]+", N_\("([^"]+)"\) \}', (root / 'src/ui/shell/sl-shortcuts-dialog.c').read_text())
    pages = re.findall(r'N_\("([^"]+)"\)', (root / 'src/ui/shell/sl-pages.c').read_text())
    return table + pages[:9]


def commands_of(root):
    return set(re.findall(r'\.name = "([a-z]+)"', (root / 'src/cli/sl-cli.c').read_text()))


def text_of(element):
    return ' '.join(''.join(element.itertext()).split())


def reached_from(links, start):
    seen, waiting = set(), [start]
    while waiting:
        page = waiting.pop()
        if page not in seen:
            seen.add(page)
            waiting += links.get(page, [])
    return seen


def check(root):
    breaches, pages, targets, leads = [], {}, set(), {}
    for path in sorted((root / 'help' / 'C').glob('*.page')):
        page = ET.parse(path).getroot()
        pages[path.stem] = page
        targets.add(path.stem)
        targets.update(f'{path.stem}#{section.get("id")}' for section in page.iter(NS + 'section'))
        if page.get('id') != path.stem:
            breaches.append(f'{path.name} calls itself “{page.get("id")}”')
        if page.find(NS + 'title') is None or page.find(f'{NS}info/{NS}desc') is None:
            breaches.append(f'{path.name} has no title or no description')
    said, commands = said_by(root), commands_of(root)
    installed = (root / 'help' / 'meson.build').read_text()
    for name, page in pages.items():
        if f"'C/{name}.page'" not in installed:
            breaches.append(f'{name}.page is not installed')
        for link in page.iter(NS + 'link'):
            target = link.get('xref')
            if target not in targets:
                breaches.append(f'{name}.page leads to “{target}”, which there is not')
            elif link.get('type') == 'guide':
                leads.setdefault(target.split('#')[0], []).append(name)
            else:
                leads.setdefault(name, []).append(target.split('#')[0])
        for gui in page.iter(NS + 'gui'):
            if words(text_of(gui)) not in said | BARE:
                breaches.append(f'{name}.page speaks of “{text_of(gui)}”, which the window has not')
        for line in [text_of(each) for tag in ('cmd', 'input') for each in page.iter(NS + tag)]:
            command = re.match(r'shortlistctl ([a-z]+)', line)
            if command and command.group(1) not in commands:
                breaches.append(f'{name}.page speaks of the command “{command.group(1)}”, which there is not')
    breaches += [f'{name}.page is reached from nowhere' for name in sorted(set(pages) - reached_from(leads, 'index'))]
    told = {text_of(cell) for cell in pages['keyboard'].iter(NS + 'p')} if 'keyboard' in pages else set()
    return breaches + [f'keyboard.page does not have “{what}”' for what in shortcuts_of(root) if what not in told]


def self_test():
    page = '<page xmlns="http://projectmallard.org/1.0/" type="topic" id="%s"><info>%s<desc>d</desc></info><title>t</title>%s</page>'
    guide = '<link type="guide" xref="index"/>'
    files = {
        'help/meson.build': "'C/index.page' 'C/keyboard.page' 'C/alone.page'",
        'help/C/index.page': page % ('index', '', '<section id="a"><title>A</title></section>'),
        'help/C/keyboard.page': page % ('keyboard', guide, '<p>Undo</p><p><link xref="index#b"/><gui>Redo</gui><gui>_Save…</gui></p>'),
        'help/C/alone.page': page % ('other', '', '<p><cmd>shortlistctl dance</cmd><cmd>shortlistctl add</cmd></p>'),
        'help/C/loose.page': page % ('loose', guide, ''),
        'src/ui/shell/sl-shortcuts-dialog.c': '{ "a", N_("Undo") }, { "b", N_("Walk") }',
        'src/ui/shell/sl-pages.c': '',
        'src/cli/sl-cli.c': '{ .name = "add" }',
        'data/ui/a.ui': '<property name="label">_Save…</property>',
    }
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        for name, text in files.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text)
        found = check(root)
    expected = ['calls itself “other”', 'loose.page is not installed', 'leads to “index#b”', 'speaks of “Redo”', 'the command “dance”',
                'alone.page is reached from nowhere', 'does not have “Walk”']
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
