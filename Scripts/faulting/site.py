"""One site in a folder: what is delivered to it, what its partners take, how it ends."""
import contextlib
import csv
import io
import json
import os
import re
import shutil
import sqlite3
import stat

from faulting.program import Program

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SCENARIOS = ROOT + "/Fixtures/scenarios"
# Sites with a store of an older layout, told like scenarios.
OLD_STORES = ROOT + "/Fixtures/stores"
DEMO_CLOCKS = ["2026-11-23T06:00:00Z", "2026-11-23T06:05:00Z", "2026-11-24T06:00:00Z"]


# How a page tells the run that wrote it.
RUN_NUMBER = re.compile(rb"\brun [0-9]+\b")


class Wrong(Exception):
    """Something that must never happen, told in one line."""


def tree(folder):
    """Path below the folder to content."""
    found = {}
    for path, _, names in os.walk(folder):
        for name in names:
            full = os.path.join(path, name)
            with open(full, "rb") as file:
                found[os.path.relpath(full, folder)] = file.read()
    return found


def modes(folder):
    """Path below the folder to kind and permissions."""
    found = {}
    for path, folders, names in os.walk(folder):
        for name in folders + names:
            full = os.path.join(path, name)
            found[os.path.relpath(full, folder)] = stat.filemode(os.lstat(full).st_mode)
    return found


def scenario_folder(name):
    return next(path for path in (f"{SCENARIOS}/{name}", f"{OLD_STORES}/{name}") if os.path.isdir(path))


def scenario_cycles(name):
    """Files and options of each cycle of a scenario, in order."""
    folder = scenario_folder(name) + "/cycles"
    return [(cycle, *cycle_of(f"{folder}/{cycle}")) for cycle in sorted(os.listdir(folder))]


def cycle_of(folder):
    files, options = tree(folder), []
    for line in files.pop("cycle.yaml").decode().splitlines():
        key, _, value = line.partition(":")
        option = {"clock": "--at", "accept": "--accept"}.get(key)
        if option:
            options += [part for word in value.strip(" []").split(",") for part in (option, word.strip())]
    return files, options


def without_run(report):
    """A report in JSON without what names the run."""
    if isinstance(report, dict):
        return {k: without_run(v) for k, v in report.items() if k not in ("run", "run_id", "generated_at")}
    return [without_run(part) for part in report] if isinstance(report, list) else report


class Site:
    def __init__(self, folder, binary, state="state", exchange="exchange"):
        self.folder = folder
        self.program = Program(binary)
        self.state = os.path.join(folder, state)
        self.exchange = os.path.join(folder, exchange)

    @classmethod
    def of_scenario(cls, name, folder, binary):
        os.makedirs(folder)
        shutil.copy(scenario_folder(name) + "/wmsync.yaml", folder)
        # Disks are small and full and clocks are far off here on purpose: the run must not stand back.
        with open(folder + "/wmsync.yaml", "a", encoding="utf-8") as file:
            file.write("\nlimits: {free: 1, future: 60000d}\n")
        site = cls(folder, binary)
        if os.path.exists(scenario_folder(name) + "/store.sql"):
            site.lay_out(scenario_folder(name) + "/store.sql")
        return site

    def lay_out(self, statements):
        """Makes the store from the statements in a file."""
        os.makedirs(self.state, 0o700)
        with open(statements, encoding="utf-8") as file:
            store = sqlite3.connect(self.state + "/state.db")
            store.executescript(file.read())
            store.close()
        os.chmod(self.state + "/state.db", 0o600)

    def arguments(self, options, command="run"):
        return ["-c", self.folder + "/wmsync.yaml", command, *options]

    def deliver(self, files):
        for path, content in sorted(files.items()):
            full = f"{self.exchange}/{path}"
            os.makedirs(os.path.dirname(full), exist_ok=True)
            with open(full, "wb") as file:
                file.write(content)

    def run(self, options, wrap=(), **more):
        return self.program.run(self.arguments(options), wrap, **more)

    @contextlib.contextmanager
    def store(self):
        """The store, only to be read; one that cannot be read is a finding."""
        try:
            with contextlib.closing(sqlite3.connect(f"file:{self.state}/state.db?mode=ro", uri=True)) as store:
                yield store
        except sqlite3.Error as error:
            raise Wrong(f"the store cannot be read: {error}") from error

    def rows(self, query):
        with self.store() as store:
            return store.execute(query).fetchall()

    def outbound(self):
        return self.rows("SELECT name, marker FROM outbox ORDER BY stream, seq")

    def visible(self, outbound):
        """Outbound files that a partner would take now, by name."""
        found = {}
        for name, marker in outbound:
            if all(os.path.exists(f"{self.exchange}/{part}") for part in (name, marker) if part):
                with open(f"{self.exchange}/{name}", "rb") as file:
                    found[name] = file.read()
        return found

    def take(self, outbound, taken):
        """Takes complete outbound files away, once each."""
        for name, content in self.visible(outbound).items():
            if name in taken:
                raise Wrong(f"{name} was delivered twice")
            taken[name] = content
            os.unlink(f"{self.exchange}/{name}")
        for name, marker in outbound:
            if marker and name in taken and os.path.exists(f"{self.exchange}/{marker}"):
                os.unlink(f"{self.exchange}/{marker}")

    def end(self, taken=None):
        """What a fault must not change: part to content."""
        taken = dict(taken or {})
        parts = self.store_parts()
        if "store" not in parts:
            self.take(self.outbound(), taken)
        parts |= {f"delivered {name}": content for name, content in taken.items()}
        parts |= {f"report/{name}": content for name, content in self.reports().items()}
        for folder in (self.exchange, self.state):
            name = os.path.basename(folder)
            parts |= {f"mode of {name}/{path}": mode for path, mode in modes(folder).items() if not is_cache(path)}
            for path, content in tree(folder).items():
                # The store is compared by its views; a guard names the store, another one each time.
                if not path.startswith("state.db") and "/.wmsync-staging/guard-" not in path and not is_cache(path):
                    # What was about to be sent may be told once more after an interruption.
                    told = sorted(set(content.splitlines())) if path == "sent.log" else content
                    parts[f"{name}/{path}"] = told
        return parts

    def reports(self):
        found = {}
        for path, content in tree(self.folder + "/report").items():
            if path.endswith(".csv"):
                rows = csv.DictReader(io.StringIO(content.decode()))
                found[path] = [{k: v for k, v in row.items() if k != "run_id"} for row in rows]
            elif path.endswith(".json"):
                try:
                    found[path] = without_run(json.loads(content))
                except ValueError as error:
                    raise Wrong(f"report/{path} is no JSON: {error}") from error
            else:
                found[path] = RUN_NUMBER.sub(b"", content)
        return found

    def store_parts(self):
        if not os.path.exists(self.state + "/state.db"):
            return {"store": "none"}
        with self.store() as store:
            parts = {
                "store, integrity": store.execute("PRAGMA integrity_check").fetchall(),
                "store, references": store.execute("PRAGMA foreign_key_check").fetchall(),
            }
            views = "SELECT name FROM sqlite_master WHERE type = 'view' OR name IN ('agreed_base', 'sent')"
            for (view,) in store.execute(views).fetchall():
                columns = [row[1] for row in store.execute(f'PRAGMA table_info("{view}")')]
                left_out = {"run"} | ({"state"} if view == "watermarks" else set())
                wanted = ", ".join(f'"{name}"' for name in columns if name not in left_out)
                if view != "runs":
                    parts[f"view {view}"] = sorted(map(repr, store.execute(f'SELECT {wanted} FROM "{view}"')))
        return parts


def is_cache(path):
    """What is remembered of rows may be lost at any time, and is keyed for each store."""
    return path == "rows" or path.startswith("rows/")


def differences(expected, found):
    """Where two ends differ, told shortly."""
    told = []
    for part in sorted(expected.keys() | found.keys()):
        one, other = expected.get(part), found.get(part)
        if one != other:
            told.append(f"{part}: {shortly(one, other)}")
    return told


def shortly(one, other):
    if other is None:
        return "missing"
    if one is None:
        return "not expected"
    if isinstance(one, list) and isinstance(other, list):
        lost, new = [x for x in one if x not in other], [x for x in other if x not in one]
        return f"expected {str(lost)[:160]}, found {str(new)[:160]}"
    return f"expected {str(one)[:160]}, found {str(other)[:160]}"
