"""System calls that fail, once or from then on."""
from faulting import tracing
from faulting.site import differences

SCENES = [
    "partial-shipment/01-orders",
    "partial-shipment/02-first-parcels",
    "acknowledgements/03-answers",
    "return/02-received",
]
ERRNOS = ["EIO", "ENOSPC", "EINTR", "EACCES", "EMFILE", "EDQUOT", "EROFS"]
# A call that is interrupted for ever may be tried for ever.
LASTING_ERRNOS = [errno for errno in ERRNOS if errno != "EINTR"]
DATA_CALLS = {
    "openat", "openat2", "read", "pread64", "write", "pwrite64", "fsync", "fdatasync", "rename", "renameat2", "link",
    "unlink", "unlinkat", "ftruncate", "mkdir", "flock", "newfstatat", "fstat", "lstat", "stat", "access",
    "fcntl", "close", "getdents64", "readlink", "chmod", "fchmod", "fchown", "lseek", "ioctl",
}


def all_points(bench, errnos, plus=""):
    return [f"{name}:{call}:{number}{plus}:{errno}" for name in SCENES
            for call, number in bench.scene(name).points if call in DATA_CALLS for errno in errnos]


def single_points(bench):
    return bench.sample("errors", all_points(bench, ERRNOS), 3000)


def lasting_points(bench):
    points = all_points(bench, LASTING_ERRNOS, "+")
    return bench.numbers("persistent").sample(points, min(len(points), 2400 if bench.full else 700))


def single_check(bench, point):
    name, call, number, errno = point.split(":")
    scene = bench.scene(name)
    return checked(bench, scene, tracing.failing(call, number, errno))


lasting_check = single_check


def checked(bench, scene, wrap):
    """A run under a fault either succeeds wholly or says that it failed; the next one completes it."""
    site = scene.copy()
    outcome = site.run(scene.options, wrap)
    wrong = scene.torn(site) + misbehaved(scene, site, outcome)
    if any(word.startswith("trace=write") for word in wrap) and wrap[-1].endswith("+"):
        # Whoever can write nothing at all cannot say so either.
        wrong = [told for told in wrong if not told.endswith("and said nothing")]
    bench.notes.append("ended well" if outcome.status == scene.statuses[0] else "refused")
    return wrong + scene.recover(site, {})


def misbehaved(scene, site, outcome):
    """What is wrong about how a run under a fault ended."""
    if outcome.is_hung:
        return [str(outcome)]
    if outcome.crash:
        return [f"crashed with {outcome.crash}: {outcome}"]
    if outcome.status in (0, 3):
        # A success must be a whole one; looked at in a copy, because recovery starts from what is there.
        found = scene.copy("looked-at", site.folder).end()
        return [f"ended with {outcome.status}, but {told}" for told in differences(scene.after, found)]
    return [] if outcome.said.strip() else [f"ended with {outcome.status} and said nothing"]
