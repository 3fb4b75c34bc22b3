"""Tries the points of each part on several processes and tells what failed."""
import collections
import ctypes
import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from dataclasses import dataclass, field
from typing import Callable

from faulting.bench import Bench
from faulting.site import Wrong

MOST_SHOWN = 20
NOT_REACHED = "not reached"
MOST_NOT_REACHED = 0.01
CLONE_NEWNS = 0x00020000


@dataclass
class Part:
    """One kind of fault: the points where it can strike, and what one of them does to a site."""

    name: str
    about: str
    points: Callable
    check: Callable
    needs: tuple = ("strace",)


@dataclass
class Result:
    passed: int = 0
    failures: dict = field(default_factory=dict)
    notes: collections.Counter = field(default_factory=collections.Counter)
    not_run: str = ""


def lacking(needs):
    """What the part needs and this machine does not have."""
    def is_there(need):
        if need == "strace":
            # It may be there and forbidden.
            command = ["strace", "-qq", "-o", "/dev/null", "/bin/true"]
            return shutil.which(need) and subprocess.run(command, capture_output=True).returncode == 0
        if need == "root":
            return os.geteuid() == 0
        if need == "loop mounts":
            return mounts()
        if need == "a C compiler":
            return shutil.which("cc") or shutil.which("clang")
        if need == "cores for two":
            return (os.cpu_count() or 1) > 1
        return shutil.which(need)
    return [need for need in needs if not is_there(need)]


def mounts():
    """Whether an image and a file system in memory can be mounted; they may be there and forbidden."""
    with tempfile.TemporaryDirectory() as folder:
        script = (
            f"truncate -s 2M {folder}/i && mkfs.ext4 -q {folder}/i && mkdir {folder}/d && mount -o loop {folder}/i {folder}/d"
            f" && umount {folder}/d && mount -t tmpfs none {folder}/d && umount {folder}/d")
        return subprocess.run(["unshare", "-m", "sh", "-c", script], capture_output=True).returncode == 0


def same_addresses():
    """Without random addresses a run makes the same calls each time, so that a point stays what it was."""
    no_randomize = 0x0040000
    ctypes.CDLL(None).personality(no_randomize)


def start_worker():
    """A worker ends at once when it is told to, and its mounts end with it, seen by nobody else."""
    # An exit by an exception can be lost where Python ignores exceptions; the pool then waits for ever.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    own_mounts()


def own_mounts():
    if os.geteuid() == 0:
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.unshare(CLONE_NEWNS) == 0:
            private_recursive = 0x00040000 | 0x00004000
            libc.mount(b"none", b"/", None, private_recursive, None)


def tried(task):
    """What is wrong after the fault at one point, and notes to count."""
    point = task
    STATE.bench.notes.clear()
    try:
        wrong = STATE.part.check(STATE.bench, point)
    except Wrong as error:
        wrong = [str(error)]
    except Exception:  # pylint: disable=broad-except
        wrong = ["the check itself failed: " + " | ".join(traceback.format_exc().strip().splitlines()[-4:])]
    return point, wrong, collections.Counter(STATE.bench.notes)


class STATE:
    """What a forked worker inherits."""

    bench = None
    part = None


def run_part(part, bench, points=None, stops=False):
    """Tries a part on the bench, at these points or at those it chooses; all of them, or up to the first failure."""
    result = Result()
    missing = lacking(part.needs)
    if missing:
        result.not_run = f"needs {', '.join(missing)}"
        return result
    try:
        if points is None:
            points = part.points(bench)
            if bench.most and len(points) > bench.most:
                points = bench.numbers("most", part.name).sample(points, bench.most)
    except Wrong as error:
        result.failures["preparation"] = [str(error)]
        return result
    STATE.bench, STATE.part = bench, part
    pool = multiprocessing.get_context("fork").Pool(bench.jobs, start_worker)
    with pool:
        for point, wrong, notes in pool.imap_unordered(tried, points, chunksize=1):
            result.notes += notes
            if wrong is None:
                continue
            if wrong:
                result.failures[point] = wrong
                if stops:
                    return result
            else:
                result.passed += 1
    if result.notes[NOT_REACHED] > max(2, MOST_NOT_REACHED * len(points)):
        result.failures["reach"] = [f"{result.notes[NOT_REACHED]} of {len(points)} faults never struck"]
    return result


def tell(part, result, seconds, bench):
    if result.not_run:
        print(f"NOT RUN: {part.name}: {result.not_run}", flush=True)
        return
    notes = "".join(f", {count} {note}" for note, count in sorted(result.notes.items()))
    failed = len(result.failures)
    print(f"{part.name}: {result.passed} passed, {failed} failed, {seconds:.0f} s{notes}", flush=True)
    for point, wrong in sorted(result.failures.items())[:MOST_SHOWN]:
        print(f"FAIL {part.name}:{point}: {'; '.join(wrong[:4])}")
        print(f"     Scripts/faults --repeat '{part.name}:{point}' --seed {bench.seed}{bench.options}", flush=True)
    if failed > MOST_SHOWN:
        print(f"     and {failed - MOST_SHOWN} more", flush=True)


def work_folder():
    """Where there is room in memory, a sync costs nothing."""
    memory = "/dev/shm"
    try:
        space = os.statvfs(memory)
        if os.access(memory, os.W_OK) and space.f_bavail * space.f_frsize > 2 << 30:
            return memory
    except OSError:
        pass
    return os.environ.get("TMPDIR", "/tmp")


def try_all(parts, bench):
    """Tries the parts one after the other; says how many points passed, failed, and what was not run."""
    passed, failed, left_out = 0, 0, 0
    for part in parts:
        started = time.monotonic()
        result = run_part(part, bench)
        tell(part, result, time.monotonic() - started, bench)
        passed, failed = passed + result.passed, failed + len(result.failures)
        left_out += bool(result.not_run)
    return passed, failed, left_out


def repeat(part, point, bench):
    """Tries one point again and shows all that is wrong."""
    STATE.bench, STATE.part = bench, part
    own_mounts()
    wrong = tried(point)[1]
    for line in wrong or ["passed"]:
        print(line)
    return 1 if wrong else 0


def stop(message, status=64):
    print(f"Scripts/faults: {message}", file=sys.stderr)
    sys.exit(status)
