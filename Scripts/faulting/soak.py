"""Random scenarios with random faults, each compared with an undisturbed site; and growth over cycles."""
import os
import re
import subprocess
import time

from faulting import tracing
from faulting.program import ENVIRONMENT
from faulting.site import DEMO_CLOCKS, SCENARIOS, Site, Wrong, differences, scenario_cycles

MOST_ROUNDS = 1_000_000
MOST_FAULTS = 3
CALLS = [
    "openat", "read", "pread64", "write", "pwrite64", "fsync", "fdatasync", "rename", "renameat2", "unlink", "close",
    "newfstatat", "fcntl", "ftruncate", "mkdir",
]
ERRNOS = ["EIO", "ENOSPC", "EINTR", "EACCES", "EMFILE"]
WHOLES = {}


def points(bench):
    bench.deadline = time.monotonic() + (3600 if bench.full else 180)
    return ["growth", *map(str, range(MOST_ROUNDS if bench.full else 20_000))]


def check(bench, point):
    """One round; nothing once the time is over."""
    if point == "growth":
        return growth(bench)
    if time.monotonic() > getattr(bench, "deadline", float("inf")):
        return None
    numbers = bench.numbers("soak", point)
    # The demo is by far the largest and takes as long as many others.
    name = "demo" if numbers.random() < 0.02 else numbers.choice(sorted(os.listdir(SCENARIOS)))
    if name not in WHOLES:
        WHOLES[name] = undisturbed(bench, name)
    outbound, statuses, expected = WHOLES[name]
    site, cycles = start(bench, name, "soak")
    taken = {}
    for (_, files, options), status in zip(cycles, statuses):
        site.deliver(files)
        for _ in range(numbers.randint(0, MOST_FAULTS)):
            bench.notes.append(disturb(site, options, numbers))
            if numbers.random() < 0.5:
                site.take(outbound, taken)
        outcome = site.run(options)
        bench.notes.append("runs")
        if outcome.status != status:
            return [f"{name}: {outcome}"]
    return [f"{name}: {told}" for told in differences(expected, site.end(taken))]


def start(bench, name, slot):
    folder = bench.slot(slot)
    if name != "demo":
        return Site.of_scenario(name, folder, bench.binary), scenario_cycles(name)
    site = Site(folder, bench.binary)
    made = site.program.run(["init", folder, "--demo", "--at", DEMO_CLOCKS[0]])
    if made.status:
        raise Wrong(f"init --demo: {made}")
    return site, [(clock, {}, ["--at", clock]) for clock in DEMO_CLOCKS]


def undisturbed(bench, name):
    site, cycles = start(bench, name, "whole")
    statuses = []
    for _, files, options in cycles:
        site.deliver(files)
        outcome = site.run(options)
        if outcome.status not in (0, 3):
            raise Wrong(f"{name} fails undisturbed: {outcome}")
        statuses.append(outcome.status)
    return site.outbound(), statuses, site.end()


def disturb(site, options, numbers):
    """A run that is killed or meets an error at a random call; what happened to it."""
    call, number = numbers.choice(CALLS), 1 + int(numbers.expovariate(1 / 40))
    if numbers.random() < 0.5:
        outcome = site.run(options, tracing.killing(call, number))
        return "runs killed" if outcome.is_killed else "runs"
    outcome = site.run(options, tracing.failing(call, number, numbers.choice(ERRNOS)))
    if outcome.is_hung or outcome.crash:
        raise Wrong(f"{call} {number} failed: {outcome}")
    return "runs with an error" if outcome.status not in (0, 3) else "runs"


def growth(bench):
    """Memory and descriptors of a run do not grow with the number of runs before it."""
    site, cycles = start(bench, "partial-shipment", "growth")
    (_, files, options), peaks, highest = cycles[0], [], []
    (path, content), = files.items()
    for turn in range(1000 if bench.full else 150):
        order = content.replace(b'"no": "700', b'"no": "%d7' % (1000 + turn))
        site.deliver({path.replace("0001", f"{turn + 1:04}"): order})
        status, peak, descriptor = measured(site, options)
        if status:
            return [f"run {turn + 1} ended with {status}"]
        peaks.append(peak)
        highest.append(descriptor)
    early, late = max(peaks[5:25]), max(peaks[-20:])
    wrong = []
    if late > early * 1.25:
        wrong.append(f"peak memory grew from {early} KiB to {late} KiB in {len(peaks)} runs")
    if max(highest[-20:]) > max(highest[5:25]):
        wrong.append(f"descriptors grew from {max(highest[5:25])} to {max(highest[-20:])} in {len(peaks)} runs")
    return wrong


def measured(site, options):
    """Status, peak memory in KiB and highest descriptor of a run."""
    seen = site.folder + ".seen"
    wrap = ["strace", "-f", "-qq", "-e", "trace=openat", "-o", seen]
    traced = site.run(options, wrap)
    with open(seen, encoding="utf-8", errors="replace") as file:
        descriptors = [int(n) for n in re.findall(r"= (\d+)$", file.read(), re.M)]
    process = subprocess.Popen(
        [site.program.binary, *site.arguments(options)], env=ENVIRONMENT, stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return traced.status or process.returncode, usage.ru_maxrss, max(descriptors)
