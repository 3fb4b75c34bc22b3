"""The workloads: makes those that are missing."""
import os
import random
import subprocess
import sys
from dataclasses import dataclass

from benching import peers

HERE = os.path.dirname(os.path.abspath(__file__))
JSON_MOST_ROWS = 1_000_000
SMALLEST = 100_000


@dataclass(frozen=True)
class Workload:
    """What is to be worked on: its kind, and for stock its rows and the ending of its files."""

    kind: str
    rows: int = 0
    ending: str = ".csv"

    @property
    def is_stock(self):
        return self.kind in ("w1", "json")

    @property
    def label(self):
        return f"{self.kind} {self.rows}{self.ending if self.kind == 'json' else ''}" if self.is_stock else self.kind

    @property
    def what(self):
        """What bench.py calls it."""
        return str(self.rows) if self.is_stock else self.kind

    def folder(self, data):
        return os.path.join(data, f"w1_{self.rows}" if self.is_stock else self.kind)

    def files(self):
        if self.kind == "w2":
            return ["orders.json", "shipments.csv", "truth.json"]
        if self.kind == "w4":
            # The last one: a generator that was stopped did not come so far.
            return ["in/adj_04999.csv", "truth.json"]
        names = ["erp_stock", "wms_stock", "wms_next"] + ["erp_same", "wms_same"] * (self.kind == "w1")
        return [name + self.ending for name in names] + ["truth.json"]

    def is_there(self, data):
        return all(os.path.exists(os.path.join(self.folder(data), name)) for name in self.files())


def wanted(kinds, sizes):
    """The workloads of these kinds and sizes, the stock first."""
    found = [Workload("w1", rows) for rows in sizes if "w1" in kinds]
    found += [
        Workload("json", rows, ending) for rows in sizes for ending in (".json", ".ndjson")
        if "json" in kinds and rows <= JSON_MOST_ROWS]
    return found + [Workload(kind) for kind in ("w2", "w4") if kind in kinds]


def make(shared, data, workloads):
    """Makes what is missing; says why it cannot."""
    missing = [workload for workload in workloads if not workload.is_there(data)]
    if not missing:
        return ""
    python = peers.interpreter("PEER_PY", data)
    if not python:
        return "no interpreter with numpy; name one in PEER_PY or use Scripts/bench --install"
    sizes = sorted({workload.rows for workload in missing if workload.is_stock}) or [SMALLEST]
    command = [python, os.path.join(shared, "bench", "gen.py"), data, "--sizes", ",".join(map(str, sizes))]
    if not any(workload.kind == "json" for workload in workloads):
        command += ["--json-max", "0"]
    print(f"making {', '.join(workload.label for workload in missing)} in {data}", file=sys.stderr, flush=True)
    made = subprocess.run(command, capture_output=True, text=True, check=False)
    return f"gen.py failed: {made.stderr.strip()[-300:]}" if made.returncode else ""


def make_own(data, rows):
    """A stock workload of our own, for where ../shared is absent; its folder."""
    folder = os.path.join(data, f"own_{rows}")
    if not os.path.exists(os.path.join(folder, "truth.json")):
        script = os.path.join(HERE, "workload.py")
        subprocess.run([sys.executable, script, folder, "--rows", str(rows)], check=True)
    return folder


def shuffle(path, shuffled, seed):
    """The rows of a file in another order, the same each time."""
    with open(path, encoding="utf-8") as file:
        header, *rows = file
    random.Random(seed).shuffle(rows)
    with open(shuffled, "w", encoding="utf-8") as file:
        file.write(header)
        file.writelines(rows)
