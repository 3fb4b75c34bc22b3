"""Kills before every system call, once and again during recovery."""
from faulting import tracing
from faulting.harness import NOT_REACHED

# A first run, a steady one with outbound files, answers to what was sent, a return, a file with a marker, the
# migration of a store of the first layout.
SCENES = [
    "partial-shipment/01-orders",
    "partial-shipment/02-first-parcels",
    "acknowledgements/03-answers",
    "return/02-received",
    "three-pl-alias/01-order",
    "layout-1/01-after",
]
# Between two of these the disk stays as it is, so that a kill before any other call leaves what a kill before the
# next of them leaves.
CHANGES = {
    "openat", "openat2", "mkdir", "write", "pwrite64", "ftruncate", "fsync", "fdatasync", "rename", "renameat2",
    "unlink", "chmod", "fchown", "flock",
}
FEWEST_POINTS = 4200


def kill_points(bench):
    """In full every call, with and without a partner who takes what he sees; else every call that changes something,
    and a sample of the others."""
    always, others = [], []
    for name in SCENES:
        for call, number in bench.scene(name).points:
            (always if call in CHANGES else others).append(f"{name}:{call}:{number}")
    if bench.full:
        return [point + taken for point in always + others for taken in ("", ":taken")]
    others = bench.numbers("kill").sample(others, min(len(others), max(0, FEWEST_POINTS - len(always))))
    return [point + bench.numbers("kill", point).choice(["", ":taken"]) for point in always + others]


def kill_check(bench, point):
    name, call, number, *taken_now = point.split(":")
    scene, taken = bench.scene(name), {}
    site = scene.copy()
    outcome = site.run(scene.options, tracing.killing(call, number))
    wrong = scene.torn(site)
    if not outcome.is_killed:
        # Memory is asked for in other steps now and then; the harness bounds how often.
        bench.notes.append(NOT_REACHED)
    if taken_now:
        site.take(scene.outbound, taken)
    return wrong + scene.recover(site, taken)


def again_points(bench):
    points = []
    for name in SCENES:
        points += [f"{name}:{call}:{number}" for call, number in bench.scene(name).points]
    return bench.numbers("again").sample(points, min(len(points), 5000 if bench.full else 300))


def again_check(bench, point):
    """Kills the run, then three times its recovery, each at a point drawn by the seed."""
    name, call, number = point.split(":")
    scene, taken, numbers = bench.scene(name), {}, bench.numbers("again", point)
    site, wrong = scene.copy(), []
    site.run(scene.options, tracing.killing(call, number))
    for _ in range(3):
        wrong += scene.torn(site)
        if numbers.random() < 0.5:
            site.take(scene.outbound, taken)
        call, number = numbers.choice(bench.scene(name).points)
        site.run(scene.options, tracing.killing(call, number))
    return wrong + scene.recover(site, taken)
