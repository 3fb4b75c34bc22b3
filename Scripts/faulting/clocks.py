"""Clocks far off, in every kind of zone, and steps in the middle of a run."""
import datetime
import os
import re
import time

from faulting import tracing
from faulting.program import ENVIRONMENT, Outcome
from faulting.site import Site, scenario_cycles

SCENARIOS = ["partial-shipment", "return"]
CLOCKS = [
    "1970-01-02 00:00:01", "1999-12-31 23:59:59", "2000-02-29 12:00:00", "2020-01-01 00:00:00",
    "2024-02-29 23:59:58", "2026-03-29 01:59:59", "2026-03-29 02:30:00", "2026-10-25 02:30:00",
    "2026-12-31 23:59:59", "2038-01-19 03:14:07", "2099-12-31 23:59:59", "2106-02-07 06:28:15",
]
ZONES = [
    "UTC", "Europe/Berlin", "America/New_York", "America/St_Johns", "Asia/Kolkata", "Asia/Kathmandu",
    "Australia/Lord_Howe", "Pacific/Apia",
]
STEP_HOURS = ["-9600", "-24", "-1", "-0.01", "0.01", "1", "24", "9600"]
# The only time in an outbound file that the clock gives.
CREATED = re.compile(rb'"created_at":"[^"]*"')
# Times of files stay as they are: a look by name and one by descriptor would else differ.
TRUE_FILES = {"NO_FAKE_STAT": "1"}


def points(bench):
    scenarios = SCENARIOS if bench.full else SCENARIOS[:1]
    found = [f"{name}:at:{zone}:{clock.replace(' ', 'T').replace(':', '.')}"
             for name in scenarios for zone in ZONES for clock in CLOCKS]
    return found + [f"{name}:step:{step}:{n}" for name in SCENARIOS for step in STEP_HOURS for n in (2, 5, 9)]


def check(bench, point):
    name, kind, *rest = point.split(":")
    cycles = scenario_cycles(name)
    scene = bench.scene(f"{name}/{cycles[0][0]}")
    site = Site.of_scenario(name, bench.slot("clocks"), bench.binary)
    wrong = []
    for turn, (_, files, _) in enumerate(cycles):
        site.deliver(files)
        outcome = at_clock(site, turn, *rest) if kind == "at" else stepped(bench, site, turn, *rest)
        if outcome.status != scene.statuses[turn]:
            wrong.append(f"cycle {turn + 1}: {outcome}")
    return wrong + unlike(scene, site)


def at_clock(site, turn, zone, clock):
    """Each run a quarter of an hour after the one before; the clock is that of the zone."""
    start = datetime.datetime.strptime(clock, "%Y-%m-%dT%H.%M.%S") + datetime.timedelta(minutes=15 * turn)
    return site.run([], ["faketime", "-f", f"@{start}"], environment={**ENVIRONMENT, **TRUE_FILES, "TZ": zone})


def stepped(bench, site, turn, hours, number):
    """The clock jumps while the run waits before one of its syncs."""
    before = datetime.datetime(2026, 11, 23, 6) + datetime.timedelta(hours=turn)
    told = bench.slot("clock")
    told_time(told, before)
    # The wrapper prepares the library; the time itself then comes from the file.
    wrap = ["faketime", "-f", "+0", "env", "-u", "FAKETIME", "NO_FAKE_STAT=1", f"FAKETIME_TIMESTAMP_FILE={told}", "FAKETIME_NO_CACHE=1",
            *tracing.QUIET, "-e", "trace=fdatasync", "-e", f"inject=fdatasync:delay_enter=400000:when={number}"]
    process = site.program.start(site.arguments([]), wrap, {**ENVIRONMENT, "DONT_FAKE_MONOTONIC": "1", "TZ": "UTC"})
    time.sleep(0.25)
    told_time(told, before + datetime.timedelta(hours=float(hours)))
    said = process.communicate()[1].decode(errors="replace")
    return Outcome(process.returncode, said)


def told_time(path, moment):
    with open(path + ".new", "w", encoding="ascii") as file:
        file.write(f"@{moment}\n")
    os.rename(path + ".new", path)


def unlike(scene, site):
    """Outbound files but for their time, and what became of the files that came in."""
    expected = {part: CREATED.sub(b"", content) for part, content in scene.end.items() if part.startswith("delivered ")}
    found = site.end()
    wrong = []
    for part in expected.keys() | {part for part in found if part.startswith("delivered ")}:
        if expected.get(part) != CREATED.sub(b"", found.get(part, b"")):
            wrong.append(f"{part}: differs or is missing")
    kept = "SELECT feed, name, state, rows FROM files ORDER BY id"
    if site.rows(kept) != scene_files(scene, kept):
        wrong.append(f"files read: {site.rows(kept)}")
    return wrong


def scene_files(scene, query):
    if not hasattr(scene, "files"):
        whole = scene.copy("files")
        for files, options in [({}, scene.options), *scene.later]:
            whole.deliver(files)
            whole.run(options)
        scene.files = whole.rows(query)
    return scene.files
