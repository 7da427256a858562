# SPDX-License-Identifier: GPL-3.0-or-later
"""What a program tells the accessibility bus, read in as few calls as possible: AT-SPI's usual bindings ask for each
property of each widget by itself, which takes more time than what is tested.

The tree comes level by level, all children of a level asked for at once, and what each of them is from the program's
cache (org.a11y.atspi.Cache.GetItems) in one call. The names of the interfaces are those of at-spi2-core's xml/ folder."""

import ast
import functools
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

# An item of the cache as GVariant prints it: object, program, parent, its place there, number of children, interfaces,
# name, role, description, states. Taking hundreds of them apart by unpack() takes longer than getting them.
STRING = r"""('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
OBJECT = r"\('[^']*', '([^']*)'\)"
ITEM = re.compile(r"\(%s, \('[^']*', '[^']*'\), \('[^']*', '[^']*'\), -?\d+, -?\d+, \[([^\]]*)\], %s, (\d+), %s, \[(\d+), (\d+)\]\)"
                  % (OBJECT, STRING, STRING))
CHILD = re.compile(OBJECT)


def read_string(text):
    return ast.literal_eval(text) if '\\' in text else text[1:-1]


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
        return self.call_raw(owner, path, interface, method, arguments).unpack()

    def call_raw(self, owner, path, interface, method, arguments=None):
        try:
            return self.connection.call_sync(owner, path, interface, method, arguments, None,
                                             Gio.DBusCallFlags.NONE, TIMEOUT, None)
        except GLib.Error as error:
            raise Gone(error.message) from None

    def call_each(self, owner, paths, interface, method):
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
            self.connection.call(owner, path, interface, method, None, None, Gio.DBusCallFlags.NONE, TIMEOUT, None,
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

    def ask(self, path, interface, method, arguments=None):
        return self.bus.call(self.owner, path, PREFIX + interface, method, arguments)

    def read(self):
        """Returns: path -> Node, of everything that hangs on the root at this moment."""
        below = self._read_tree()
        items = self.bus.call_raw(self.owner, '/org/a11y/atspi/cache', PREFIX + 'Cache', 'GetItems').print_(False)
        nodes = {}
        for item in ITEM.finditer(items):
            if item.group(1) in below:
                nodes[item.group(1)] = Node(self, item.groups())
        if ROOT not in nodes:
            raise Gone('nothing hangs on the bus')
        for path, children in below.items():
            if path in nodes:
                nodes[path].below = [nodes[child] for child in children if child in nodes]
        return nodes

    def _read_tree(self):
        """Returns: path -> paths of its children. The cache knows parents too, also of what is gone since."""
        below = {}
        level = [ROOT]
        while level:
            answers = self.bus.call_each(self.owner, level, PREFIX + 'Accessible', 'GetChildren')
            below.update((path, CHILD.findall(answer)) for path, answer in answers.items())
            level = [child for path in level for child in below.get(path, ())]
        return below


@functools.cache
def role_name(number):
    return Atspi.role_get_name(Atspi.Role(number))


class Node:
    """A widget as it was when the tree was read; has(), text and extents() ask it anew."""

    def __init__(self, program, item):
        self.path, self.interfaces, name, role, description, low, high = item
        self.program = program
        self.name = read_string(name)
        self.role = role_name(int(role))
        self.description = read_string(description)
        self.states = int(low) | int(high) << 32
        self.below = []

    def was(self, state):
        return bool(self.states >> int(state) & 1)

    def has(self, state):
        states = self.program.ask(self.path, 'Accessible', 'GetState')[0]
        return bool((states[0] | states[1] << 32) >> int(state) & 1)

    @property
    def showing(self):
        return self.was(Atspi.StateType.SHOWING)

    @property
    def enabled(self):
        return self.has(Atspi.StateType.SENSITIVE)

    def can(self, interface):
        return PREFIX + interface + "'" in self.interfaces

    @property
    def editable(self):
        return self.can('EditableText')

    @property
    def text(self):
        if not self.can('Text'):
            return self.name
        return self.program.ask(self.path, 'Text', 'GetText', GLib.Variant('(ii)', (0, -1)))[0]

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
