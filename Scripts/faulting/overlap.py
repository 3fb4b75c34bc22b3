"""Runs that start while another one works."""
import concurrent.futures
import os
import signal
import time

from faulting.site import differences

SCENE = "partial-shipment/02-first-parcels"
LOCKED = 11
SLOWEST_REFUSAL = 1.0
# A run holds the lock when it syncs the store for the first time.
HOLDING = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=fdatasync",
           "-e", "inject=fdatasync:delay_enter=2500000:when=1"]


def points(bench):
    rounds = range(250 if bench.full else 10)
    return [f"starts:{n}" for n in rounds] + [f"held:{n}" for n in range(5)] + [f"killed:{n}" for n in range(5)]


def check(bench, point):
    kind = point.split(":")[0]
    return {"starts": starts, "held": held, "killed": killed}[kind](bench)


def starts(bench):
    """40 starts on one site, 8 at a time: whoever works works alone, and the end is as if only one had."""
    scene = bench.scene(SCENE)
    site = scene.copy()
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(lambda _: site.run(scene.options), range(40)))
    stood_back = [outcome for outcome in outcomes if outcome.status == LOCKED]
    worked = [outcome for outcome in outcomes if outcome.status == scene.statuses[0]]
    bench.notes += ["starts that worked"] * len(worked) + ["starts that stood back"] * len(stood_back)
    wrong = [str(outcome) for outcome in outcomes if outcome not in stood_back + worked]
    wrong += ["stood back silently" for outcome in stood_back if not outcome.said.strip()]
    wrong += ["no start worked"] if not worked else []
    ran = site.rows("SELECT count(*) FROM runs")[0][0] - scene.copy("before").rows("SELECT count(*) FROM runs")[0][0]
    if ran != len(worked):
        wrong.append(f"{len(worked)} starts worked, the store knows of {ran}")
    return wrong + scene.recover(site, {})


def wait_for_lock(site, process):
    """Waits until the run holds the lock; a second look at the lock tells."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and process.poll() is None:
        with open("/proc/locks", encoding="ascii") as file:
            wanted = str(os.stat(site.state + "/lock").st_ino)
            if any(line.split()[1] == "FLOCK" and line.split()[5].endswith(":" + wanted) for line in file):
                return True
        time.sleep(0.01)
    return False


def held(bench):
    scene = bench.scene(SCENE)
    site = scene.copy()
    process = site.program.start(site.arguments(scene.options), HOLDING)
    if not wait_for_lock(site, process):
        return [f"the first run never took the lock: {process.communicate()[1]}"]
    wrong = []
    for _ in range(4):
        started = time.monotonic()
        outcome = site.run(scene.options)
        seconds = time.monotonic() - started
        if process.poll() is None and outcome.status != LOCKED:
            wrong.append(f"a second run did not stand back: {outcome}")
        if outcome.status == LOCKED and seconds > SLOWEST_REFUSAL:
            wrong.append(f"a second run took {seconds:.1f} s to stand back")
    process.communicate()
    if process.returncode != scene.statuses[0]:
        wrong.append(f"the first run ended with {process.returncode}")
    return wrong + differences(scene.after, site.end()) if wrong else scene.recover(site, {})


def killed(bench):
    """A run that is killed leaves no lock behind."""
    scene = bench.scene(SCENE)
    site = scene.copy()
    process = site.program.start(site.arguments(scene.options), HOLDING)
    if not wait_for_lock(site, process):
        return [f"the first run never took the lock: {process.communicate()[1]}"]
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    return scene.recover(site, {})
