"""Surroundings that a run is started in: cron's bare environment, odd ones, closed descriptors."""
import itertools
import os
import signal
import subprocess

from faulting.program import LONGEST_SECONDS, Outcome
from faulting.site import differences

SCENES = ["partial-shipment/01-orders", "return/02-received"]
CRON = {"HOME": "/root", "LOGNAME": "root", "PATH": "/usr/bin:/bin", "SHELL": "/bin/sh", "PWD": "/root"}
ENVIRONMENTS = {
    "cron": CRON,
    "none": {},
    "no-home": {"PATH": ""},
    "hostile": {**CRON, "IFS": "/", "TZ": ":/etc/passwd", "LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8",
                "PATH": "/nowhere", "HOME": "/nowhere", "TMPDIR": "/nowhere", "SQLITE_TMPDIR": "/nowhere"},
    "zone": {**CRON, "TZ": "Pacific/Kiritimati", "LC_ALL": "ar_EG.UTF-8"},
    "long": {**CRON, "LONG": "x" * 100_000},
}
UMASKS = ["000", "022", "077"]
CLOSED = ["".join(some) for n in range(4) for some in itertools.combinations("012", n)]


def points(bench):
    found = []
    for name in SCENES:
        found += [f"{name}:environment:{kind}" for kind in ENVIRONMENTS]
        found += [f"{name}:closed:{descriptors}" for descriptors in CLOSED]
        found += [f"{name}:umask:{mask}" for mask in UMASKS]
        found += [f"{name}:ignored:{'+'.join(signals)}" for signals in (["PIPE"], ["CHLD", "PIPE", "HUP"])]
    return found


def check(bench, point):
    name, kind, value = point.split(":")
    scene = bench.scene(name)
    site = scene.copy()
    environment = ENVIRONMENTS[value] if kind == "environment" else CRON
    script = {
        "closed": "exec " + " ".join(f"{d}>&-" for d in value) + "; " if kind == "closed" and value else "",
        "umask": f"umask {value}; ",
        "ignored": f"trap '' {value.replace('+', ' ')}; ",
    }.get(kind, "")
    outcome = started(site, scene, environment, script)
    wrong = [] if outcome.status == scene.statuses[0] else [str(outcome)]
    expected, found = scene.after, site.end()
    if kind == "umask" and value != "022":
        expected, found = without_modes(expected), without_modes(found)
    return wrong + differences(expected, found)


def without_modes(parts):
    return {part: content for part, content in parts.items() if not part.startswith("mode of ")}


def started(site, scene, environment, script):
    environment = {**environment, "SWIFT_BACKTRACE": "enable=no"}
    process = subprocess.Popen(
        ["/bin/sh", "-c", script + 'exec "$@"', "sh", site.program.binary, *site.arguments(scene.options)],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, cwd="/",
        start_new_session=True)
    try:
        said = process.communicate(timeout=LONGEST_SECONDS)[1]
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        return Outcome(-1000, f"did not end within {LONGEST_SECONDS} s")
    return Outcome(process.returncode, said.decode(errors="replace"))
