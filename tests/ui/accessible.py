# SPDX-License-Identifier: GPL-3.0-or-later
"""What a program tells the accessibility bus, with as little waiting as possible: AT-SPI's usual bindings ask for each
property of each widget by itself and wait for each answer, which takes more time than what is tested. Here all questions
of a kind are asked before the first answer comes, and only about what is looked for. The names of the interfaces are
those of at-spi2-core's xml/ folder.

Cache.GetItems would answer everything in one call, but GTK 4.18 has it bring widgets back to the bus that have left their
window; when they return there it complains."""

import ast
import re

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, Gio, GLib  # noqa: E402

TIMEOUT = 60 * 1000
ROOT = '/org/a11y/atspi/accessible/root'
PREFIX = 'org.a11y.atspi.'

# GTK reports places without the window's frame and the paddings of what a widget stands in: about this much too far to
# the left and to the top.
NUDGE = 12

# Answers as GVariant prints them; taking thousands of them apart by unpack() takes longer than getting them.
CHILD = re.compile(r"\('[^']*', '([^']*)'\)")
NUMBER = re.compile(r'\d+')

# These have nothing below them.
LEAVES = ('image', 'label', 'separator')


def read_string(answer):
    """(<'text'>,)"""
    text = answer[2:-3]
    return ast.literal_eval(text) if '\\' in text else text[1:-1]


def read_bits(answer):
    """([1124073472, 0],)"""
    low, high = NUMBER.findall(answer)
    return int(low) | int(high) << 32


class Gone(Exception):
    """It isn't there any more, or does not answer."""


class Bus:
    """The accessibility bus."""

    def __init__(self):
        session = Gio.bus_get_sync(Gio.BusType.SESSION)
        address = session.call_sync('org.a11y.Bus', '/org/a11y/bus', 'org.a11y.Bus', 'GetAddress', None, None,
                                    Gio.DBusCallFlags.NONE, TIMEOUT, None).unpack()[0]
        flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        self.connection = Gio.DBusConnection.new_for_address_sync(address, flags, None, None)

    def call(self, owner, path, interface, method, arguments=None):
        try:
            return self.connection.call_sync(owner, path, interface, method, arguments, None,
                                             Gio.DBusCallFlags.NONE, TIMEOUT, None).unpack()
        except GLib.Error as error:
            raise Gone(error.message) from None

    def call_each(self, owner, paths, interface, method, arguments=None):
        """Asks all of them before the first one answers: path -> answer, printed, without those that are gone."""
        answers = {}
        left = len(paths)
        loop = GLib.MainLoop()

        def answered(connection, result, path):
            nonlocal left
            try:
                answers[path] = connection.call_finish(result).print_(False)
            except GLib.Error:
                pass
            left -= 1
            if left == 0:
                loop.quit()
        for path in paths:
            self.connection.call(owner, path, interface, method, arguments, None, Gio.DBusCallFlags.NONE, TIMEOUT, None,
                                 answered, path)
        if paths:
            loop.run()
        return answers

    def find_program(self, pid):
        """Returns: the name on the bus of the process, or None."""
        for owner, _path in self.call('org.a11y.atspi.Registry', ROOT, PREFIX + 'Accessible', 'GetChildren')[0]:
            try:
                if self.call('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus',
                             'GetConnectionUnixProcessID', GLib.Variant('(s)', (owner,)))[0] == pid:
                    return owner
            except Gone:
                pass
        return None


class Program:
    """The widgets of one program."""

    def __init__(self, bus, owner):
        self.bus = bus
        self.owner = owner
        self.roles = {}  # path -> role, which stays

    def ask(self, path, interface, method, arguments=None):
        return self.bus.call(self.owner, path, PREFIX + interface, method, arguments)

    def ask_each(self, paths, method):
        return self.bus.call_each(self.owner, paths, PREFIX + 'Accessible', method)

    def read(self):
        """Returns: path -> Node, of everything that hangs on the root at this moment."""
        nodes = {ROOT: Node(self, ROOT, 'application')}
        level = [ROOT]
        while level:
            children = {path: CHILD.findall(answer) for path, answer in self.ask_each(level, 'GetChildren').items()}
            found = [child for path in level for child in children.get(path, ())]
            for path, answer in self.ask_each([path for path in found if path not in self.roles], 'GetRole').items():
                self.roles[path] = Atspi.role_get_name(Atspi.Role(int(NUMBER.search(answer).group())))
            for path in level:
                for child in children.get(path, ()):
                    if child in self.roles:
                        nodes[child] = Node(self, child, self.roles[child])
                        nodes[path].below.append(nodes[child])
            level = [path for path in found if path in nodes and nodes[path].role not in LEAVES]
        return nodes

    def name_all(self, nodes):
        """Has each of them know its name, and leaves out those that are gone."""
        answers = self.bus.call_each(self.owner, [node.path for node in nodes], 'org.freedesktop.DBus.Properties', 'Get',
                                     GLib.Variant('(ss)', (PREFIX + 'Accessible', 'Name')))
        for node in nodes:
            node.known_name = read_string(answers[node.path]) if node.path in answers else None
        return [node for node in nodes if node.path in answers]

    def look_at_all(self, nodes):
        """Has each of them know its states, and leaves out those that are gone."""
        answers = self.ask_each([node.path for node in nodes], 'GetState')
        for node in nodes:
            node.states = read_bits(answers[node.path]) if node.path in answers else 0
        return [node for node in nodes if node.path in answers]


class Node:
    """A widget as it was when the tree was read; has(), text and extents() ask it anew."""

    def __init__(self, program, path, role):
        self.program = program
        self.path = path
        self.role = role
        self.below = []
        self.known_name = None
        self.states = 0

    def _get(self, name, interface='Accessible'):
        return self.program.bus.call(self.program.owner, self.path, 'org.freedesktop.DBus.Properties', 'Get',
                                     GLib.Variant('(ss)', (PREFIX + interface, name)))[0]

    @property
    def name(self):
        if self.known_name is None:
            self.known_name = self._get('Name')
        return self.known_name

    @property
    def description(self):
        return self._get('Description')

    def has(self, state):
        low, high = self.program.ask(self.path, 'Accessible', 'GetState')[0]
        self.states = low | high << 32
        return self.was(state)

    def was(self, state):
        return bool(self.states >> int(state) & 1)

    def can(self, interface):
        return PREFIX + interface in self.program.ask(self.path, 'Accessible', 'GetInterfaces')[0]

    @property
    def showing(self):
        return self.has(Atspi.StateType.SHOWING)

    @property
    def enabled(self):
        return self.has(Atspi.StateType.SENSITIVE)

    @property
    def editable(self):
        return self.can('EditableText')

    @property
    def text(self):
        if not self.can('Text'):
            return self.name
        # Not every text of GTK takes -1 for its end.
        return self.program.ask(self.path, 'Text', 'GetText', GLib.Variant('(ii)', (0, self._get('CharacterCount', 'Text'))))[0]

    def walk_known(self):
        """It and all that was below it, from top to bottom."""
        rest = [self]
        while rest:
            node = rest.pop()
            yield node
            rest += reversed(node.below)

    def children(self):
        """Those it has now."""
        nodes = self.program.read()
        if self.path not in nodes:
            raise Gone('%r is gone' % self)
        return nodes[self.path].below

    def walk(self):
        """All that is below it now."""
        for child in self.children():
            yield from child.walk_known()

    def activate(self):
        if not self.can('Action') or not self.program.ask(self.path, 'Action', 'DoAction', GLib.Variant('(i)', (0,)))[0]:
            raise Gone('%r can not be activated' % self)

    def extents(self):
        """Returns: x, y, width, height in its window, in pixels."""
        return self.program.ask(self.path, 'Component', 'GetExtents', GLib.Variant('(u)', (int(Atspi.CoordType.WINDOW),)))[0]

    def place(self, across=0.5):
        """For the pointer: x, y on a screen without a window manager, where windows lie at the corner."""
        x, y, width, height = self.extents()
        if width <= 0 or height <= 0:
            raise Gone('%r is nowhere on the screen' % self)
        return x + int(width * across) + NUDGE, y + height // 2 + NUDGE

    def set_text(self, text):
        if not self.editable:
            raise Gone('%r can not be typed into' % self)
        self.program.ask(self.path, 'EditableText', 'SetTextContents', GLib.Variant('(s)', (text,)))

    def __repr__(self):
        return '%s “%s”' % (self.role, self.name)
