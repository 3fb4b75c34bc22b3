"""The targets, and the table of what was reached."""
import math
from dataclasses import dataclass

from benching.measuring import WMSYNC
from benching.peers import FLOOR

FASTEST = "the fastest peer"
SECONDS, MEBIBYTES = "s", "MiB"
PEAK_STEPS = ("c1", "c2", "c3", "c4")
ORDER = [*PEAK_STEPS, "reconcile", "empty run", "status --check"]
MILLION = 1_000_000


@dataclass(frozen=True)
class Target:
    """At most so many times what another needs for a step, or so many seconds or MiB."""

    kind: str
    step: str
    most: float
    against: str
    # The step of the other, where it is another one.
    against_step: str = ""
    # The rows that it is meant for.
    rows: int = 0
    is_stretch: bool = False

    def __str__(self):
        if self.against in (SECONDS, MEBIBYTES):
            return f"<= {self.most:g} {self.against}"
        of = f" on {self.against_step}" if self.against_step else ""
        return f"<= {self.most:g} x {self.against}{of}{' (stretch)' if self.is_stretch else ''}"


TARGETS = [
    Target("w1", "c1", 1.0, FASTEST), Target("w1", "c1", 0.8, FASTEST, is_stretch=True),
    Target("w1", "c1", 0.2, "python csv+sqlite3"),
    Target("w1", "c2", 0.3, FASTEST), Target("w1", "c2", 2.0, FLOOR),
    Target("w1", "c3", 0.1, FASTEST),
    Target("w1", "c4", 0.2, FASTEST, "c3"), Target("w1", "c4", 1.4, FLOOR, "c3"),
    Target("w1", "reconcile", 3, SECONDS, rows=MILLION),
    Target("w1", "empty run", 0.02, SECONDS, rows=MILLION),
    Target("w1", "peak", 250, MEBIBYTES, rows=MILLION), Target("w1", "peak", 600, MEBIBYTES, rows=5 * MILLION),
    Target("json", "c2", 0.3, FASTEST),
    Target("w2", "c1", 0.5, FASTEST),
    Target("w4", "c1", 0.5, "python, commit per file"),
    Target("w4", "c1", 1.0, "sqlite3 CLI", is_stretch=True),
]
# From a million rows to five.
MOST_GROWTH = 5.5
HEADINGS = ["workload", "step", "wmsync s", "MiB", "against", "s", "ratio", "target", "verdict"]


def named_peers(kind):
    """The peers that a target of the kind names."""
    return {target.against for target in TARGETS if target.kind == kind} - {FASTEST, FLOOR, SECONDS, MEBIBYTES}


def fastest(bench, workload, step):
    """The peer that needs least for a step, and its median."""
    tools = {tool for place, done, tool in bench.samples if (place, done) == (workload, step)} - {WMSYNC, FLOOR}
    found = [(bench.median(workload, step, tool).seconds, tool) for tool in tools]
    if not found:
        return "", None
    seconds, tool = min(found)
    return tool, seconds


def ours(bench, workload, step):
    """The time of wmsync and its peak memory; for the peak, of all cycles."""
    if step != "peak":
        return bench.median(workload, step, WMSYNC)
    found = [bench.median(workload, cycle, WMSYNC) for cycle in PEAK_STEPS]
    return max(filter(None, found), key=lambda sample: sample.mebibytes, default=None)


def verdict(bench, value, target):
    if value <= target.most:
        return "met, peers missing" if target.against == FASTEST and target.kind in bench.incomplete else "met"
    return "stretch missed" if target.is_stretch else "MISSED"


def row(bench, workload, step, target):
    """A line of the table; the comparison is with the fastest peer where no target says otherwise."""
    sample = ours(bench, workload, step)
    line = [workload.label, step]
    if not sample:
        return [*line, "-", "-", "", "", "", str(target or ""), "NO ANSWER"]
    line += ["" if step == "peak" else f"{sample.seconds:.3f}", f"{sample.mebibytes:.0f}"]
    if target and target.against in (SECONDS, MEBIBYTES):
        value = sample.seconds if target.against == SECONDS else sample.mebibytes
        return [*line, "", "", "", str(target), verdict(bench, value, target)]
    other_step = target.against_step if target and target.against_step else step
    if target and target.against != FASTEST:
        tool, found = target.against, bench.median(workload, other_step, target.against)
        seconds = found.seconds if found else None
    else:
        tool, seconds = fastest(bench, workload, other_step)
    if seconds is None:
        return [*line, tool, "", "", str(target or ""), "NOT RUN" if target else ""]
    ratio = sample.seconds / seconds
    said = [str(target), verdict(bench, ratio, target)] if target else ["", ""]
    return [*line, tool, f"{seconds:.3f}", f"{ratio:.2f}", *said]


def rows(bench, workload):
    """All lines of a workload: its steps in their order, each with its targets."""
    found = []
    targets = [
        target for target in TARGETS if target.kind == workload.kind and target.rows in (0, workload.rows)]
    for step in [*ORDER, "peak"]:
        of_step = [target for target in targets if target.step == step]
        if not of_step and (step == "peak" or not bench.median(workload, step, WMSYNC)):
            continue
        found += [row(bench, workload, step, target) for target in of_step or [None]]
    return found


def growth(bench, workloads):
    """The lines on the growth from a million rows to five."""
    by_rows = {workload.rows: workload for workload in workloads if workload.kind == "w1"}
    small, large = by_rows.get(MILLION), by_rows.get(5 * MILLION)
    if not small or not large:
        return []
    found = []
    for step in PEAK_STEPS:
        before, after = bench.median(small, step, WMSYNC), bench.median(large, step, WMSYNC)
        if before and after:
            ratio = after.seconds / before.seconds
            said = "met" if ratio <= MOST_GROWTH else "MISSED"
            found.append([
                "w1 1M to 5M", step, f"{after.seconds:.3f}", f"{after.mebibytes:.0f}", "1M rows",
                f"{before.seconds:.3f}", f"{ratio:.2f}", f"<= {MOST_GROWTH} x", said])
    return found


def fit(points):
    """Factor and exponent of time = a * n^b, by least squares on the logarithms."""
    logs = [(math.log(rows_), math.log(seconds)) for rows_, seconds in points]
    middle_x, middle_y = (sum(values) / len(logs) for values in zip(*logs))
    spread = sum((x - middle_x) ** 2 for x, _ in logs)
    exponent = sum((x - middle_x) * (y - middle_y) for x, y in logs) / spread
    return math.exp(middle_y - exponent * middle_x), exponent


def scaling(bench, workloads):
    """One line per step and tool: how time grows with the rows."""
    stock = [workload for workload in workloads if workload.kind == "w1"]
    if len(stock) < 2:
        return ["scaling: one size only"] if stock else []
    found = []
    for step in PEAK_STEPS:
        for tool in dict.fromkeys([WMSYNC, fastest(bench, stock[-1], step)[0]]):
            medians = [(workload.rows, bench.median(workload, step, tool)) for workload in stock]
            points = [(rows_, median.seconds) for rows_, median in medians if median]
            if len(points) > 1:
                factor, exponent = fit(points)
                found.append(f"scaling {step} {tool}: time = {factor:.3g} s * n^{exponent:.2f}, {len(points)} sizes")
    return found


def text(lines):
    """The lines under their headings, in columns."""
    lines = [HEADINGS, *lines]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADINGS))]
    right = {2, 3, 5, 6}
    return "\n".join(
        "  ".join(
            cell.rjust(width) if column in right else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(line, widths))).rstrip()
        for line in lines)
