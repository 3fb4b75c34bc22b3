"""Allocations of the store that fail, each in turn."""
import os
import shutil
import subprocess

from faulting.errors import misbehaved
from faulting.program import ENVIRONMENT
from faulting.site import Wrong

SCENES = ["partial-shipment/02-first-parcels"]
MOST_POINTS = 2000
SHIM = os.path.join(os.path.dirname(os.path.abspath(__file__)), "oom.c")


def shim(bench):
    """The library that is loaded before the program, compiled once."""
    library = bench.folder("oom.so")
    if not os.path.exists(library):
        compiler = shutil.which("cc") or shutil.which("clang")
        made = subprocess.run(
            [compiler, "-O1", "-shared", "-fPIC", "-o", library, SHIM, "-lsqlite3"], capture_output=True, text=True)
        if made.returncode:
            raise Wrong(f"{SHIM} does not compile: {made.stderr.strip()}")
    return library


def environment(bench, **more):
    ready = {"LD_PRELOAD": shim(bench), "ASAN_OPTIONS": "verify_asan_link_order=0", **more}
    return {**ENVIRONMENT, **ready}


def tried_binary(bench, site):
    """In full, a build that watches every access, where one is given."""
    if bench.full and bench.asan:
        site.program.binary = bench.asan


def points(bench):
    found = []
    for name in SCENES:
        scene, count = bench.scene(name), bench.folder("allocations")
        site = scene.copy()
        tried_binary(bench, site)
        outcome = site.run(scene.options, environment=environment(bench, FAULT_COUNT=count))
        if outcome.status != scene.statuses[0] or not os.path.exists(count):
            raise Wrong(f"allocations of {name} cannot be counted: {outcome}")
        with open(count, encoding="ascii") as file:
            total = int(file.read())
        every = range(1, total + 1)
        found += [f"{name}:{number}" for number in bench.sample("oom", list(every), MOST_POINTS)]
        # After the first refusal a lasting want of memory meets a run that is ending already.
        lasting = bench.numbers("oom lasting").sample(every, min(total, 2000 if bench.full else 300))
        found += [f"{name}:{number}+" for number in lasting]
    return found


def check(bench, point):
    name, number = point.split(":")
    scene = bench.scene(name)
    site = scene.copy()
    tried_binary(bench, site)
    more = {"FAULT_LASTING": "1"} if number.endswith("+") else {}
    outcome = site.run(scene.options, environment=environment(bench, FAULT_AT=number.rstrip("+"), **more))
    wrong = scene.torn(site) + misbehaved(scene, site, outcome)
    bench.notes.append("ended well" if outcome.status == scene.statuses[0] else "refused")
    site.program.binary = bench.binary
    return wrong + scene.recover(site, {})
