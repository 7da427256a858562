#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the measuring programs of this folder and compares what they say with the goals. Called by build-aux/bench."""

import argparse
import datetime
import glob
import hashlib
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCE = os.path.dirname(os.path.dirname(HERE))
PROGRAMS = os.environ.get("SL_BENCH_PROGRAMS", "")
DATA = os.environ.get("SL_BENCH_DATA", "")
REMINDER = os.environ.get("SL_BENCH_REMINDER", "")

# name, part, what it is, unit, goal (figures at or under it hold)
GOALS = [
    ("start-10000", "start", "Start to first painted rows, 10,000 applications, beside the empty window", "ratio", 1.5),
    ("start-100000", "start", "Start to first painted rows, 100,000 beside 1,000 applications", "ratio", 1.1),
    ("memory", "memory", "Memory (PSS) after scrolling 100,000 applications, over the empty window's", "MiB", 20),
    ("search-key", "search", "Search: from key to first rows (99 of 100 keys)", "ms", 16),
    ("search-key-fast", "search", "The same, typing on while the rest is still being read", "ms", 16),
    ("search-whole", "search", "Search: whole result, beside the bare FTS5 query; all typed texts together", "ratio", 2),
    ("search-whole-worst", "search", "The same, the worst text (of those that take SQLite 1 ms)", "ratio", 2),
    ("sort-store", "order", "Switching the sort: whole answer of the store, beside bare SQL", "ratio", 1.5),
    ("sort-store-worst", "order", "The same, the worst sort", "ratio", 1.5),
    ("sort-list", "order", "Switching the sort: until the list is whole, beside bare SQL", "ratio", 1.5),
    ("sort-list-worst", "order", "The same, the worst sort", "ratio", 1.5),
    ("filter-store", "order", "Switching a filter: whole answer of the store, beside bare SQL", "ratio", 1.5),
    ("filter-store-worst", "order", "The same, the worst filter", "ratio", 1.5),
    ("filter-list", "order", "Switching a filter: until the list is whole, beside bare SQL", "ratio", 1.5),
    ("filter-list-worst", "order", "The same, the worst filter", "ratio", 1.5),
    ("import", "import", "Import of a CSV file until it is safe, beside sqlite3 .import with the same columns and indexes", "ratio", 3),
    ("import-indexed", "import", "The same until the full-text index knows it, beside .import and filling that index", "ratio", 3),
    ("charts", "charts", "All charts, counted from the file on the reader thread (median)", "ms", 100),
    ("charts-again", "charts", "The same for another filter while nothing has changed", "ms", 100),
    ("service", "service", "Memory (PSS) of the reminder service, asleep over 100,000 applications", "MiB", 15),
    ("service-wakeups", "service", "How often it wakes up within a minute in which nothing is due", "times", 0),
    ("today", "today", "What waits today, of all applications (median)", "ms", 50),
    ("sync-cpu", "sync", "First sync of 10,000 applications: processor time beside fetching and parsing the same (libsoup, json-glib)", "ratio", 1.3),
    ("sync-cpu-rows", "sync", "The same, beside that and writing the same rows by plain SQL", "ratio", 2),
    ("sync-memory", "sync", "Memory growth (peak RSS) during that", "MiB", 20),
    ("sync-quiet", "sync", "Requests of a round in which nothing changed, 10,000 applications", "times", 100),
    ("sync-quiet-writes", "sync", "What it writes", "times", 0),
    ("open", "open", "Opening an application with 500 events until all in sight is painted (median)", "ms", 50),
    ("open-timeline", "open", "From there to its timeline, the same", "ms", 50),
    ("scroll-list", "scroll", "Scrolling the list: longest turn of the main loop", "ms", 16),
    ("scroll-list-own", "scroll", "The same without painting", "ms", 16),
    ("scroll-board", "scroll", "Scrolling the board: longest turn of the main loop", "ms", 16),
    ("scroll-board-own", "scroll", "The same without painting", "ms", 16),
]


class Failed(Exception):
    pass


class Bench:
    def __init__(self, arguments):
        self.quick = arguments.quick
        self.big = 10000 if self.quick else 100000
        self.own = tempfile.mkdtemp(prefix="shortlist-bench.")
        self.details = []
        self.failures = []
        self.figures = {}

    def environment(self):
        folder = os.path.join(self.own, "home")
        os.makedirs(folder, exist_ok=True)
        homes = {name: folder for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")}
        return {**os.environ, **homes, "GSETTINGS_BACKEND": "memory", "LC_ALL": "C.UTF-8"}

    def run(self, program, *arguments):
        """Runs a measuring program; returns its figures and keeps its details. A figure "started" is the time before."""
        command = [os.path.join(PROGRAMS, program), *map(str, arguments)]
        figures = {"started": time.monotonic() * 1000}
        done = subprocess.run(command, env=self.environment(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, text=True, timeout=1800)
        if done.returncode != 0:
            raise Failed(f"{program} {arguments[0]} failed: {done.stderr.strip()[-600:]}")
        for line in done.stdout.splitlines():
            answer = json.loads(line)
            if "detail" in answer:
                self.details.append(answer["detail"])
            elif "wrong" in answer:
                self.failures.append(answer["wrong"])
            else:
                figures[answer["name"]] = answer["figure"]
                figures.setdefault("all", {}).setdefault(answer["name"], []).append(answer["figure"])
        return figures

    def data(self, count):
        """The folder of a generated search, made once for each day and each state of what makes it."""
        parts = sorted(glob.glob(f"{SOURCE}/src/core/sl-demo*.c") + glob.glob(f"{SOURCE}/src/store/sl-schema-*.c"))
        key = hashlib.sha256()
        for part in parts:
            with open(part, "rb") as file:
                key.update(file.read())
        key.update(datetime.date.today().isoformat().encode())
        folder = os.path.join(DATA, f"{count}-{key.hexdigest()[:12]}")
        if not os.path.exists(os.path.join(folder, "made")):
            for old in glob.glob(os.path.join(DATA, f"{count}-*")):
                shutil.rmtree(old)
            os.makedirs(folder)
            print(f"Making {count:,} applications…", file=sys.stderr)
            self.run("sl-bench-data", "fill", folder, count)
            with open(os.path.join(folder, "made"), "w"):
                pass
        return folder

    def start(self):
        folders = {count: self.data(count) for count in (1000, 10000, self.big)}
        times = {"empty": [], **{count: [] for count in folders}}

        def once(key):
            figures = self.run("sl-bench-empty", "start") if key == "empty" else self.run("sl-bench-window", "start", folders[key])
            return figures["painted"] - figures["started"]

        for repetition in range(3 if self.quick else 12):
            for key in times:
                took = once(key)
                # The first round brings the files into memory
                if repetition > 0:
                    times[key].append(took)
        middle = {key: statistics.median(values) for key, values in times.items()}
        for key, values in times.items():
            self.details.append(f"start, {key if key == 'empty' else format(key, ',')}: median {middle[key]:.0f} ms, "
                                f"from {min(values):.0f} to {max(values):.0f} ms of {len(values)}")
        self.figures["start-10000"] = middle[10000] / middle["empty"]
        self.figures["start-100000"] = middle[self.big] / middle[1000]

    def memory(self):
        self.scrolling()

    def scroll(self):
        self.scrolling()

    def scrolling(self):
        """Memory and scrolling come from the same runs."""
        if "memory" in self.figures:
            return
        folder = self.data(self.big)
        empty = [self.run("sl-bench-empty", "memory") for _ in range(1 if self.quick else 3)]
        runs = [self.run("sl-bench-window", "scroll", folder) for _ in range(1 if self.quick else 3)]

        def middle(answers, name):
            return statistics.median(answer[name] for answer in answers)

        self.figures["memory"] = middle(runs, "pss") - middle(empty, "pss")
        self.details.append(f"memory: Shortlist {middle(runs, 'pss'):.1f} MiB ({middle(runs, 'pss-anonymous'):.1f} of it no file), "
                            f"empty window {middle(empty, 'pss'):.1f} MiB ({middle(empty, 'pss-anonymous'):.1f})")
        for part in ("list", "board"):
            # The longest turn of the calmest run: other programs' turns at the processor are not ours
            self.figures[f"scroll-{part}"] = min(run[f"{part}-turn-max"] for run in runs)
            self.figures[f"scroll-{part}-own"] = min(run[f"{part}-own-max"] for run in runs)
            for what, word in (("turn", "turns"), ("own", "without painting"), ("paint", "painting")):
                self.details.append(f"scrolling the {part}, {word}: median {middle(runs, f'{part}-{what}-median'):.1f} ms, "
                                    f"p99 {middle(runs, f'{part}-{what}-p99'):.1f} ms, "
                                    f"longest {', '.join(format(run[f'{part}-{what}-max'], '.1f') for run in runs)} ms")

    def open(self):
        """The data of the others stays as it is: an application is added here."""
        folder = os.path.join(self.own, "open")
        shutil.copytree(self.data(1000 if self.quick else 10000), folder)
        times = self.run("sl-bench-window", "open", folder)["all"]
        for name, part in (("open", "open"), ("open-timeline", "timeline")):
            self.figures[name] = statistics.median(times[part])
            self.details.append(f"{name}: from {min(times[part]):.0f} to {max(times[part]):.0f} ms of {len(times[part])}; "
                                f"its first frame after {statistics.median(times[part + '-first']):.0f} ms (median)")

    def search(self):
        self.figures.update(self.run("sl-bench-data", "search", self.data(self.big), 1 if self.quick else 5))

    def order(self):
        self.figures.update(self.run("sl-bench-data", "order", self.data(self.big), 2 if self.quick else 7))

    def charts(self):
        self.figures.update(self.run("sl-bench-data", "charts", self.data(self.big), 3 if self.quick else 21))

    def service(self):
        """The reminder service on a copy of the data, once it has looked and sleeps again. Its clock stands, so that
        nothing becomes due meanwhile."""
        folder = os.path.join(self.own, "service")
        shutil.copytree(self.data(self.big), folder)
        clock = os.path.join(self.own, "clock")
        with open(clock, "w") as file:
            file.write(datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ UTC\n"))
        program = subprocess.Popen([REMINDER, "--data-dir", folder, "--clock-file", clock], env=self.environment(), stdin=subprocess.DEVNULL)
        try:
            before = self.settle(program)
            time.sleep(5 if self.quick else 60)
            # A thread that has ended meanwhile takes its count along
            self.figures["service-wakeups"] = sum(max(0, count - before.get(path, 0)) for path, count in wakeups(program.pid).items())
            self.figures["service"] = pss(program.pid)
        finally:
            program.terminate()
            program.wait()

    def settle(self, program):
        """Waits until it sleeps; how often each thread has woken up by then."""
        count = None
        for _ in range(120):
            time.sleep(3)
            if program.poll() is not None:
                raise Failed("The reminder service ended.")
            if wakeups(program.pid) == count:
                return count
            count = wakeups(program.pid)
        raise Failed("The reminder service doesn't come to rest.")

    def sync(self):
        """A first round and a quiet one, against the model server as a program, over HTTP on this computer."""
        count, runs = (1000, 1) if self.quick else (10000, 5)
        paths = os.path.join(self.own, "paths")
        program = subprocess.Popen([os.path.join(os.path.dirname(PROGRAMS), "offertracker", "model-server"), "--port", "0", "--user", "bench:correct-horse",
                                    "--fill", str(count)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
        try:
            words = [program.stdout.readline(), program.stdout.readline()]
            address = words[1].split(" is at ")[-1].split(";")[0]
            who = ("bench@example.org", "correct-horse")
            pulls, bares, rows = [], [], []
            for number in range(runs):
                folder = os.path.join(self.own, f"sync-{number}")
                pulls.append(self.run("sl-bench-sync", "pull", folder, address, *who, paths))
                bares.append(self.run("sl-bench-sync", "bare", address, *who, paths))
                rows.append(self.run("sl-bench-sync", "rows", folder, f"{folder}-rows"))
                shutil.rmtree(folder)
                shutil.rmtree(f"{folder}-rows")
        finally:
            program.terminate()
            program.wait()
        fastest, bare, row = (min(each["cpu"] for each in those) for those in (pulls, bares, rows))
        ratios = sorted(pull["cpu"] / each["cpu"] for pull, each in zip(pulls, bares))
        self.figures["sync-cpu"] = fastest / bare
        self.figures["sync-cpu-rows"] = fastest / (bare + row)
        self.figures["sync-memory"] = max(pull["growth"] for pull in pulls)
        self.figures["sync-quiet"] = pulls[0]["quiet-requests"]
        self.figures["sync-quiet-writes"] = pulls[0]["quiet-writes"]
        with open(paths) as file:
            n_paths = sum(1 for _ in file)
        self.details.append(f"sync: {pulls[0]['taken']:.0f} records in {n_paths} requests and {bares[0]['bytes'] / 1024 ** 2:.1f} MiB; Shortlist {fastest:.0f} ms "
                            f"of processor, bare {bare:.0f} ms, their rows by plain SQL {row:.0f} ms (least of {runs}; run by run {ratios[0]:.1f}× to {ratios[-1]:.1f}× of bare); memory grew by {', '.join(format(pull['growth'], '.1f') for pull in pulls)} MiB; "
                            f"a quiet round: {pulls[0]['quiet-bytes'] / 1024 ** 2:.1f} MiB, {pulls[0]['quiet-cpu']:.0f} ms of processor")

    def today(self):
        self.figures.update(self.run("sl-bench-data", "today", self.data(self.big), 3 if self.quick else 21))

    def import_(self):
        folder = self.data(self.big)
        csv = os.path.join(self.own, "applications.csv")
        raw = os.path.join(self.own, "raw.csv")
        self.run("sl-bench-data", "csv", folder, csv, raw)
        times = {"mine": [], "indexed": [], "bare": [], "bare-indexed": []}
        for repetition in range(1 if self.quick else 3):
            own = os.path.join(self.own, f"import-{repetition}")
            figures = self.run("sl-bench-data", "import", own, csv)
            if figures["rows"] != self.big:
                raise Failed(f"Only {figures['rows']:.0f} of {self.big} rows were imported.")
            times["mine"].append(figures["milliseconds"])
            times["indexed"].append(figures["milliseconds-indexed"])
            shutil.rmtree(own)
            bare, indexed = self.import_bare(folder, raw)
            times["bare"].append(bare)
            times["bare-indexed"].append(indexed)
        fastest = {key: min(values) for key, values in times.items()}
        self.details.append(f"import: Shortlist {fastest['mine']:.0f} ms, with full-text index {fastest['indexed']:.0f} ms; sqlite3 "
                            f".import {fastest['bare']:.0f} ms, with full-text index {fastest['bare-indexed']:.0f} ms "
                            f"(fastest of {len(times['mine'])})")
        self.figures["import"] = fastest["mine"] / fastest["bare"]
        self.figures["import-indexed"] = fastest["indexed"] / fastest["bare-indexed"]

    def import_bare(self, folder, raw):
        """`sqlite3 .import` of the same rows: the columns and indexes of the table applications, its unique id and AUTOINCREMENT
        with them, in one transaction, WAL and synchronous=FULL. Without STRICT and references, as .import knows only text
        and no order; without triggers, as the file holds the derived values; no journal and no events. Then the full-text
        table, filled by one statement. Returns both times in ms, from the start."""
        path = os.path.join(self.own, "bare.db")
        for old in glob.glob(path + "*"):
            os.remove(old)
        source = os.path.join(folder, "shortlist.db")
        query = "SELECT {} FROM sqlite_schema WHERE sql IS NOT NULL AND {} ORDER BY rowid;"
        table = self.sqlite(source, query.format("sql", "type = 'table' AND name = 'applications'"))
        table = table.strip().removesuffix("STRICT").replace("REFERENCES resume_versions (id) DEFERRABLE INITIALLY DEFERRED", "")
        script = ["PRAGMA journal_mode = WAL;", "PRAGMA synchronous = FULL;", table + ";"]
        for name in self.sqlite(source, query.format("name", "type = 'index' AND tbl_name = 'applications'")).split():
            script.append(self.sqlite(source, query.format("sql", f"name = '{name}'")).strip() + ";")
        script.append(self.sqlite(source, query.format("sql", "name = 'application_fts'")).strip() + ";")
        self.sqlite(path, "\n".join(script))

        started = time.monotonic()
        self.sqlite(path, f".mode csv\nPRAGMA synchronous = FULL;\n.import {raw} applications\n")
        imported = time.monotonic()
        self.sqlite(path, "PRAGMA synchronous = FULL; INSERT INTO application_fts (rowid, company_name, role_title, location, notes,"
                          " description) SELECT pk, company_name_fold, role_title_fold, location_fold, notes, description"
                          " FROM applications;")
        indexed = time.monotonic()
        count = self.sqlite(path, "SELECT count (*) FROM applications;").strip()
        if count != str(self.big):
            raise Failed(f"The baseline imported {count} of {self.big} rows.")
        return (imported - started) * 1000, (indexed - started) * 1000

    def sqlite(self, path, text):
        done = subprocess.run(["sqlite3", "-batch", path], input=text, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        if done.returncode != 0 or done.stderr:
            raise Failed(f"sqlite3: {done.stderr.strip()[:600]}")
        return done.stdout

    def measure(self, part):
        {"import": self.import_}.get(part, getattr(self, part, None))()

    def close(self):
        shutil.rmtree(self.own, ignore_errors=True)


def pss(pid):
    """Its share of the memory, in MiB."""
    with open(f"/proc/{pid}/smaps_rollup") as file:
        return sum(int(line.split()[1]) for line in file if line.startswith("Pss:")) / 1024


def wakeups(pid):
    """How often each of its threads went to sleep by itself, and so must have been awake."""
    counts = {}
    for path in glob.glob(f"/proc/{pid}/task/*/status"):
        with open(path) as file:
            counts[path] = sum(int(line.split()[1]) for line in file if line.startswith("voluntary_ctxt_switches"))
    return counts


def show_figure(figure, unit):
    return f"{figure:.2f}×" if unit == "ratio" else f"{figure:.1f} {unit}"


def show_table(rows):
    for name, label, figure, unit, goal, holds in rows:
        shown = "not measured" if figure is None else show_figure(figure, unit)
        limit = f"{goal:g}×" if unit == "ratio" else f"{goal:g} {unit}"
        print(f"{name:20} {shown:>12}  goal {limit:>7}  {'yes' if holds else 'NO ':3}  {label}")
    missed = sum(1 for row in rows if not row[5])
    print(f"{len(rows) - missed} goals hold, {missed} don't.")


def main():
    parser = argparse.ArgumentParser(prog="build-aux/bench")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--details", action="store_true")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", action="append", default=[])
    arguments = parser.parse_args()

    known = {name for name, *_ in GOALS} | {part for _, part, *_ in GOALS}
    for word in arguments.only:
        if word not in known:
            parser.error(f"there is no figure and no part called {word}")
    wanted = [goal for goal in GOALS if not arguments.only or goal[0] in arguments.only or goal[1] in arguments.only]

    bench = Bench(arguments)
    busy = [os.getloadavg()[0]]
    try:
        for part in dict.fromkeys(goal[1] for goal in wanted):
            print(f"Measuring {part}…", file=sys.stderr)
            try:
                bench.measure(part)
            except (Failed, OSError, subprocess.SubprocessError, json.JSONDecodeError) as error:
                bench.failures.append(f"{part}: {error}")
            busy.append(os.getloadavg()[0])
    finally:
        bench.close()

    rows = []
    for name, _, label, unit, goal in wanted:
        figure = bench.figures.get(name)
        rows.append((name, label, figure, unit, goal, figure is not None and figure <= goal))
    if arguments.json:
        for name, _, figure, unit, goal, holds in rows:
            shown = None if figure is None else round(figure, 3)
            print(json.dumps({"name": name, "figure": shown, "unit": unit, "goal": goal, "holds": holds}))
    else:
        if arguments.quick:
            print("Quick: 10,000 applications, few repetitions. The goals are those of the full run.")
        show_table(rows)
    # One of it is the measured program itself
    if max(busy) > os.cpu_count() + 1:
        print(f"This machine was busy meanwhile (load {max(busy):.1f} with {os.cpu_count()} processors): times are too long, and "
              "ratios rough. Try again when it is quiet.", file=sys.stderr)
    for line in bench.details if arguments.details else []:
        print(line, file=sys.stderr if arguments.json else sys.stdout)
    for line in bench.failures:
        print(f"failed: {line}", file=sys.stderr)
    return 1 if bench.failures else 0


if __name__ == "__main__":
    sys.exit(main())
