# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives a real Shortlist window through its accessible names.

Needs a display, a session bus and AT-SPI; build-aux/test --ui gives it all three. Nothing here sleeps for a fixed time:
everything waits for a condition, up to a deadline; and who looks, points or presses a key waits first until the window has
done with what came before (rest.py), however busy the machine is."""

import ctypes
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

# Warnings shall end the program that is tested, not the bindings that drive it.
program_debug = os.environ.pop('G_DEBUG', '')

import rest  # noqa: E402
from accessible import ROOT, Atspi, Bus, Gone, Program  # noqa: E402

# Generous: sanitizers on a busy machine are slow. A test that passes never waits for it.
DEADLINE = float(os.environ.get('SL_UI_DEADLINE', '60'))


bus = Bus()

# The display: what a window shows and which keys it gets goes through it.
screen = [int(os.environ['SL_TEST_SCREEN'])] if 'SL_TEST_SCREEN' in os.environ else []

def keep_settings(*lines):
    """Returns: a folder of the system's, as it were, with what GTK shall know."""
    folder = tempfile.TemporaryDirectory(prefix='shortlist-settings-')
    os.mkdir(os.path.join(folder.name, 'gtk-4.0'))
    with open(os.path.join(folder.name, 'gtk-4.0', 'settings.ini'), 'w', encoding='utf-8') as settings:
        settings.write('\n'.join(('[Settings]', *lines, '')))
    return folder


# A cursor that blinks is never at rest; and where nothing slides and fades, what is seen is where it stays.
moving = keep_settings('gtk-cursor-blink=false')
still = keep_settings('gtk-cursor-blink=false', 'gtk-enable-animations=false')


def die_with_the_test():
    """A program that outlives its test holds the output open, and whoever reads it waits for ever."""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


class Failed(AssertionError):
    pass


def wait_until(condition, what, seconds=DEADLINE):
    """Returns the first true value of condition()."""
    end = time.monotonic() + seconds
    pause = 0.01
    while True:
        try:
            value = condition()
        except Gone:  # the object went away while it was looked at
            value = None
        if value:
            return value
        if time.monotonic() > end:
            raise Failed('waited in vain for ' + what)
        # Looking keeps the program from its work: less and less often.
        time.sleep(pause)
        pause = min(pause * 1.5, 0.2)


class App:
    """A running Shortlist on a data folder of its own."""

    def __init__(self, data_dir=None, *arguments, remembers=False, starts_by_itself=False, moves=False):
        """@remembers: whether settings are kept on disk, as they are for a person, and survive a restart.
        @starts_by_itself: it isn't told what to begin with.
        @moves: pages slide and dialogs fade in, as on most desktops, and keys come in between."""
        self.own_dir = None
        if data_dir is None:
            data_dir = self.own_dir = tempfile.mkdtemp(prefix='shortlist-ui-')
        self.data_dir = data_dir
        self.arguments = arguments
        self.remembers = remembers
        self.starts_by_itself = starts_by_itself
        self.moves = moves
        self.process = None
        self.program = None
        try:
            self.start()
        except Exception:
            self.close()
            raise

    def start(self):
        program = os.environ['SL_TEST_PROGRAM']
        environment = dict(os.environ, GTK_A11Y='atspi', GSK_RENDERER='cairo', G_DEBUG=program_debug)
        if self.remembers:
            environment.update(GSETTINGS_BACKEND='keyfile', XDG_CONFIG_HOME=os.path.join(self.data_dir, 'config'))
        if 'SL_TEST_TELL_CRASH' in os.environ:
            environment['LD_PRELOAD'] = ' '.join(filter(None, [os.environ['SL_TEST_TELL_CRASH'], os.environ.get('LD_PRELOAD')]))
        environment['XDG_CONFIG_DIRS'] = (moving if self.moves else still).name
        # Most flows are about applications; the start page has its own.
        page = [] if '--view' in self.arguments or self.starts_by_itself else ['--view', 'applications']
        # Where a flow before left it, it would point at something by chance.
        self.move_pointer_away()
        self.process = subprocess.Popen([program, '--size', '1100x1000', '--data-dir', self.data_dir, *page, *self.arguments],
                                        env=environment, preexec_fn=die_with_the_test)
        self.program = wait_until(self._find_program, 'the program on the accessibility bus')
        wait_until(lambda: self.root.below, 'a window')
        self.take_focus()

    def _find_program(self):
        if self.process.poll() is not None:
            raise Failed('Shortlist ended with status %d' % self.process.returncode)
        owner = bus.find_program(self.process.pid)
        return owner and Program(bus, owner)

    @property
    def root(self):
        """The program as it is now: its windows hang on it."""
        if self.process.poll() is not None:
            raise Failed('Shortlist ended with status %d' % self.process.returncode)
        return self.program.read()[ROOT]

    def take_focus(self):
        """There is no window manager that would."""
        # A tooltip is a window too, and has no title of its own.
        def focus():
            found = subprocess.run(['xdotool', 'search', '--onlyvisible', '--all', '--pid', str(self.process.pid), '--name', '^[A-Z]'],
                                   capture_output=True, text=True).stdout.split()
            return found and subprocess.run(['xdotool', 'windowfocus', '--sync', found[-1]],
                                            capture_output=True).returncode == 0
        wait_until(focus, 'the keyboard focus')

    def quit(self):
        """As a person does, with Ctrl+Q."""
        self.press('ctrl+q')
        self.ended()

    def ended(self):
        try:
            status = self.process.wait(DEADLINE)
        except subprocess.TimeoutExpired:
            raise Failed('Shortlist did not end') from None
        if status != 0:
            raise Failed('Shortlist ended with status %d' % status)

    def is_well(self):
        """A warning may have ended it after the last look."""
        if self.process.poll() not in (None, 0):
            raise Failed('Shortlist ended with status %d' % self.process.returncode)

    def close(self):
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        if self.own_dir is not None:
            shutil.rmtree(self.own_dir, ignore_errors=True)

    def restart(self):
        self.quit()
        self.start()

    def close_and_start(self):
        """For when another window than the first one has the focus."""
        self.take_focus()
        self.restart()

    def settle(self):
        """Until it has done with what it had to do.

        Returns: whether it came to rest."""
        return rest.wait_for(self.process.pid, *screen)

    def keep_pace(self):
        """Where it moves, keys come in between, and it is looked at as it goes."""
        if not self.moves:
            self.settle()

    # Looking

    def all(self, role=None, name=None, starts=None, contains=None, showing=True, state=None):
        self.keep_pace()
        nodes = [node for node in self.root.walk_known() if role is None or node.role == role]
        nodes = [node for node in self.program.name_all(nodes) if (name is None or node.name == name) and
                 (starts is None or node.name.startswith(starts)) and (contains is None or contains in node.name)]
        if showing or state is not None:
            nodes = [node for node in self.program.look_at_all(nodes) if (node.was(Atspi.StateType.SHOWING) or not showing) and
                     (state is None or node.was(state))]
        return nodes

    def has(self, **what):
        return bool(self.all(**what))

    def find(self, **what):
        return wait_until(lambda: next(iter(self.all(**what)), None), str(what))

    def gone(self, **what):
        wait_until(lambda: not self.has(**what), 'no ' + str(what))

    def focused(self, **what):
        wait_until(lambda: self.has(state=Atspi.StateType.FOCUSED, **what), 'the focus on ' + str(what))

    def dump(self, out=sys.stderr):
        def show(node, depth):
            print('  ' * depth + repr(node) + ('' if node.showing else ' (hidden)') +
                  (' (has the focus)' if node.was(Atspi.StateType.FOCUSED) else ''), file=out)
            for child in node.below:
                show(child, depth + 1)
        try:
            show(self.root, 0)
        except (Failed, Gone) as error:
            print('# %s' % error, file=out)

    # Doing

    def press(self, *keys, delay=None):
        """@delay: milliseconds between the keys."""
        self.keep_pace()
        pace = ['--delay', str(delay)] if delay else []
        subprocess.run(['xdotool', 'key', '--clearmodifiers', *pace, *keys], check=True)

    def tab_to(self, node, presses=40, key='Tab'):
        """Walks with Tab, or with shift+Tab, until @node has the focus, at the program's pace: where a step leads is waited for."""
        def focus():
            return next((each.path for each in self.all(state=Atspi.StateType.FOCUSED)), None)
        stayed = 0
        for _ in range(presses):
            before = focus()
            if node.has(Atspi.StateType.FOCUSED):
                return
            self.press(key)
            try:
                wait_until(lambda: focus() != before, 'the focus to move on', min(DEADLINE, 15))
            except Failed:
                # What it had come to went in the same moment, and it came back: but not twice.
                stayed += 1
                if stayed > 1:
                    raise
        raise Failed('%s does not lead to %r' % (key, node))

    def type(self, text, delay=5, after=None):
        """@after: a key that is pressed right before, @delay: milliseconds between the letters."""
        self.keep_pace()
        key = ['key', after] if after else []
        subprocess.run(['xdotool', *key, 'type', '--clearmodifiers', '--delay', str(delay), text], check=True)

    def click(self, **what):
        def activate():
            node = next(iter(self.all(**what)), None)
            if node is None or not node.enabled:
                return False
            node.activate()
            return True
        wait_until(activate, 'to click ' + str(what))

    def point(self, button=1, held=None, across=0.5, **what):
        """Clicks with the pointer, where the widget is once it stays there; @across: from its left (0) to its right edge (1)."""
        last = [None]

        def place():
            node = next(iter(self.all(**what)), None)
            before, last[0] = last[0], node and node.place(across)
            return last[0] if last[0] == before else None
        self.point_at(*wait_until(place, 'to point at ' + str(what)), button, held)

    @staticmethod
    def point_at(x, y, button=1, held=None):
        before = ['keydown', held] if held else []
        after = ['keyup', held] if held else []
        subprocess.run(['xdotool', 'mousemove', str(x), str(y), *before, 'click', str(button), *after], check=True)

    @staticmethod
    def move_pointer_away():
        subprocess.run(['xdotool', 'mousemove', '1599', '1099'], check=True)

    def drag_along(self, *places):
        """From the first to the last, at the program's pace: it notes where the pointer is before that goes on."""
        for number, (x, y) in enumerate(places):
            self.settle()
            press = ['mousedown', '1'] if number == 0 else []
            subprocess.run(['xdotool', 'mousemove', str(x), str(y), *press], check=True)
        self.settle()
        subprocess.run(['xdotool', 'mouseup', '1'], check=True)

    def drag(self, by, across=1.0, **what):
        """Drags what is there @by so many pixels to the right."""
        x, y = self.find(**what).place(across)
        self.drag_along(*((x + by * i // 4, y) for i in range(5)))

    def fill(self, text, **what):
        def write():
            node = next(iter(self.all(**what)), None)
            return node is not None and (node.set_text(text) or True)
        wait_until(write, 'to write into ' + str(what))

    def choose_file(self, path, button='Open'):
        """GTK's own file chooser: a slash opens its entry for a path, the one for saving has an entry at once."""
        def windows():
            return self.root.below
        wait_until(lambda: len(windows()) > 1, 'the file chooser')
        self.find(role='button', name=button)
        self.take_focus()

        def entry():
            return next((node for node in windows()[-1].walk() if node.role in ('text', 'entry') and node.showing
                         and node.editable), None)

        def opened():
            if entry() is None:
                self.press('slash')
            return entry()
        wait_until(opened, 'the entry for a path').set_text(path)

        # It reads its folder in the background, and only then knows the file that was named.
        wait_until(lambda: self.all(role='button', name=button)[0].enabled, 'the chooser to find the file')
        self.click(role='button', name=button)
        wait_until(lambda: len(windows()) == 1, 'the file chooser to close')
        self.take_focus()

    def name_file(self, path, windows=2):
        """The same by keys, in a chooser that is the last of so many @windows."""
        wait_until(lambda: len(self.root.below) == windows, 'the file chooser')
        self.take_focus()

        def entry():
            return next((node for node in self.all(role='text', state=Atspi.StateType.FOCUSED) if node.editable), None)

        def opened():
            if entry() is None:
                self.press('slash')
            return entry()
        wait_until(opened, 'the entry for a path')

        def named():
            # Not letter by letter: GTK completes what is typed, and stumbles (gtk_tree_store_remove) when a folder comes late.
            entry().set_text(path)
            return entry().text == path
        wait_until(named, 'the path in the entry')
        self.press('Return')
        wait_until(lambda: len(self.root.below) == windows - 1, 'the file chooser to close')
        self.take_focus()


def run(*tests):
    """Runs each test(app), or those that the command line names, on a new data folder, prints TAP."""
    tests = [test for test in tests if test.__name__ in sys.argv[1:]] if sys.argv[1:] else tests
    failed = 0
    print('1..%d' % len(tests))
    for number, test in enumerate(tests, 1):
        app = None
        try:
            ways = {way: getattr(test, way, False) for way in ('remembers', 'starts_by_itself', 'moves')}
            app = App(None, *getattr(test, 'arguments', ()), **ways)
            test(app)
            app.is_well()
            print('ok %d %s' % (number, test.__name__), flush=True)
        except Exception as error:  # each test stands for itself
            failed += 1
            print('# %s: %s' % (type(error).__name__, str(error).replace('\n', '\n# ')))
            if app is not None and app.process.poll() is None:
                app.dump()
            print('not ok %d %s' % (number, test.__name__), flush=True)
        finally:
            if app is not None:
                app.close()
    sys.exit(1 if failed else 0)
