"""Runs the tools on a workload: time, peak memory, and whether the answer is right."""
import ast
import collections
import csv
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass

from benching import peers, supply
from benching.answers import answers

HERE = os.path.dirname(os.path.abspath(__file__))
WRAPPERS = {"w1": "stock", "json": "stock", "w2": "documents", "w4": "files"}
WMSYNC = "wmsync"
WRONG = re.compile(
    r"^WRONG .+ \S+ (?P<step>\w+) status (?P<status>\d+) (?P<found>\{.*?\}|None) (?:\{.*\}|None)$")
STEPS = ("c1", "c2", "c3")
SHORT_RUNS = 21
USAGE = 64
LONGEST_SECONDS = "3600"


@dataclass
class Sample:
    seconds: float
    mebibytes: float


class Bench:
    """Where things lie, and what was measured: samples by workload, step and tool."""

    def __init__(self, shared, data, cpu, program):
        self.shared, self.data, self.cpu, self.program = shared, data, cpu, program
        self.samples = collections.defaultdict(list)
        self.wrong, self.notes, self.not_run = [], {}, []
        # Kinds of workload that a peer is missing on: who is the fastest is not known there.
        self.incomplete = set()

    def median(self, workload, step, tool):
        """The median of a step, or nothing when the tool did not do it."""
        found = self.samples.get((workload, step, tool))
        if not found:
            return None
        return Sample(
            statistics.median(sample.seconds for sample in found),
            statistics.median(sample.mebibytes for sample in found))

    def wrapper(self, workload):
        return os.path.join(HERE, WRAPPERS[workload.kind])

    def environment(self, **more):
        found = {variable: peers.interpreter(variable, self.data) for variable in peers.INTERPRETERS}
        return {**os.environ, **found, "WMSYNC_BINARY": self.program, **more}

    def tell(self, workload, tool, said):
        print(f"{workload.label:<18} {tool:<24} {said}", file=sys.stderr, flush=True)

    def lack(self, what):
        line = f"NOT RUN: {what}"
        if line not in self.not_run:
            self.not_run.append(line)
            print(line, file=sys.stderr, flush=True)


def by_bench(bench, workload, tool, expected, command=()):
    """One run of a tool by bench.py, under the name of wmsync where a command is given."""
    name = WMSYNC if command else tool
    more = {"WMSYNC": " ".join(command)} if command else {}
    done = subprocess.run(
        [sys.executable, os.path.join(bench.shared, "bench", "bench.py"), bench.data, workload.what, name,
         "--runs", "1", "--ext", workload.ending, "--cpu", bench.cpu, "--timeout", LONGEST_SECONDS],
        env=bench.environment(**more), capture_output=True, text=True, check=False)
    lines = done.stdout.splitlines()
    wrong = {found["step"]: found for found in map(WRONG.match, lines) if found}
    measured = [json.loads(line) for line in lines if line.startswith("{")]
    if not measured:
        bench.wrong.append(f"{workload.label}: {tool} did not run: {done.stderr.strip()[-300:]}")
    said = []
    for line in measured:
        step = line["step"]
        if step == "empty":
            continue
        fault = judged(wrong.get(step), expected, step, done.stderr) if tool == WMSYNC else answered(wrong.get(step))
        if fault:
            bench.wrong.append(f"{workload.label} {step}: {tool}: {fault}")
            if tool != WMSYNC:
                bench.incomplete.add(workload.kind)
        else:
            bench.samples[workload, step, tool].append(Sample(line["wall"], line["rss_mib"]))
        said.append(f"{step} {line['wall']:.3f} s{' WRONG' if fault else ''}")
    bench.tell(workload, tool, ", ".join(said))


def answered(wrong):
    """What is wrong with a peer's answer."""
    if not wrong:
        return ""
    return f"status {wrong['status']}, found {wrong['found']}; its time does not count"


def judged(wrong, expected, step, complaint):
    """What is wrong with the answer of wmsync, which may be another than the truth says for a reason."""
    if wrong and wrong["status"] != "0":
        return f"status {wrong['status']}: {complaint.strip()[-300:]}"
    found = ast.literal_eval(wrong["found"]) if wrong else expected.truth[step]
    return compared(found, expected, step)


def compared(found, expected, step):
    must, reason = expected.expected(step)
    if found == must:
        return ""
    return f"found {found}, must be {must}" + (f" ({reason})" if reason else "")


def explain(bench, workload, expected):
    """Notes why right answers are others than the truth says."""
    for step in STEPS:
        if step in expected.truth:
            must, reason = expected.expected(step)
            truth = expected.truth[step]
            differing = [f"{name} {must[name]} for {truth[name]}" for name in must if must[name] != truth[name]]
            if differing:
                bench.notes[workload.label, step] = f"{', '.join(differing)}; {reason}"


def timed(bench, command, environment=None):
    """One process on the chosen CPU: its time and peak memory, its status, and what it complained of."""
    # Without site packages the stopwatch is small.
    done = subprocess.run(
        ["taskset", "-c", bench.cpu, sys.executable, "-S", os.path.join(HERE, "stopwatch.py"), *command],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace", env=environment, check=True)
    found = json.loads(done.stdout)
    return Sample(found["seconds"], found["mebibytes"]), found["status"], done.stderr.strip()[-300:]


def counts(out, names):
    """What the wrapper's files say: how many lines of each kind."""
    found = collections.Counter(dict.fromkeys(names, 0))
    for name in ("changes.csv", "exceptions.csv"):
        with open(os.path.join(out, name), newline="", encoding="utf-8") as file:
            found.update(row[0] for row in list(csv.reader(file))[1:])
    return dict(found)


class Chain:
    """One store that is loaded, and what bench.py does not do with it."""

    def __init__(self, bench, workload, folder, runs):
        self.bench, self.workload, self.folder, self.runs = bench, workload, folder, runs
        self.expected = answers(workload.kind, folder)

    def run(self, records):
        """All its steps; those of bench.py are recorded only where it is absent."""
        with tempfile.TemporaryDirectory(prefix="chain-", dir=self.bench.data) as work:
            self.work, self.site = work, os.path.join(work, "state", "wmsync.yaml")
            os.mkdir(os.path.join(work, "state"))
            os.mkdir(os.path.join(work, "in"))
            if not self.cycle("c1", "erp_stock", "wms_stock", records):
                return
            if not self.cycle("c2", "erp_stock", "wms_next", records):
                return
            if records:
                self.cycle("c3", "erp_same", "wms_same", records)
            for number in range(1, self.runs + 1):
                self.cycle("c4", *self.reordered(number), True)
            for _ in range(self.runs):
                self.command("reconcile", ["reconcile", "--json"], (0,))
            for _ in range(SHORT_RUNS):
                self.command("empty run", ["run", "--json"], (0,))
            for _ in range(SHORT_RUNS):
                # Its status is the state of the site, and a usage error where the program does not know it.
                if not self.command("status --check", ["status", "--check"], (0, 1, 2, 3)):
                    break

    def reordered(self, number):
        """The names of an ERP export as before and a snapshot in another order, in files of their own."""
        for name in os.listdir(os.path.join(self.work, "in")):
            os.remove(os.path.join(self.work, "in", name))
        erp, wms = (os.path.join(self.work, "in", f"{side}_order_{number}") for side in ("erp", "wms"))
        shutil.copyfile(os.path.join(self.folder, "erp_stock.csv"), erp + ".csv")
        supply.shuffle(os.path.join(self.folder, "wms_next.csv"), wms + ".csv", number)
        return erp, wms

    def cycle(self, step, erp, wms, records):
        """A cycle on two files; whether it went well."""
        out = tempfile.mkdtemp(dir=self.work)
        files = [os.path.join(self.folder, name + ".csv") for name in (erp, wms)]
        command = [self.bench.wrapper(self.workload), *files, os.path.join(self.work, "state"), out]
        sample, status, said = timed(self.bench, command, self.bench.environment())
        fault = f"status {status}: {said}" if status else compared(
            counts(out, self.expected.truth["c1"]), self.expected, step)
        return self.keep(step, sample, fault, records)

    def command(self, step, arguments, allowed):
        sample, status, said = timed(self.bench, [self.bench.program, "-c", self.site, *arguments])
        if status == USAGE:
            self.bench.lack(f"{step}: the program does not know it")
            return False
        return self.keep(step, sample, "" if status in allowed else f"status {status}: {said}", True)

    def keep(self, step, sample, fault, records):
        if fault:
            self.bench.wrong.append(f"{self.workload.label} {step}: {WMSYNC}: {fault}")
        elif records:
            self.bench.samples[self.workload, step, WMSYNC].append(sample)
        if step.startswith("c"):
            self.bench.tell(self.workload, WMSYNC, f"{step} {sample.seconds:.3f} s{' WRONG' if fault else ''}")
        return not fault
