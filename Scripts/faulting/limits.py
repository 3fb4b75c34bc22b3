"""Limits of the machine: file sizes, descriptors, stack, full and read-only disks, missing permissions."""
import os

from faulting.errors import misbehaved
from faulting.power import command
from faulting.site import Site, Wrong, differences

SCENES = ["partial-shipment/01-orders", "partial-shipment/02-first-parcels"]
NOBODY = 65534
REFUSALS = (74, 78)
FILE_SIZES = [1, 4, 16, 32, 64, 96, 128, 192, 256, 320, 384, 448, 512, 768, 1024]
DISK_SIZES = [64, 128, 192, 256, 320, 384, 448, 512, 576, 640, 704, 768, 832, 896, 1024, 1280]
PERMISSIONS = [
    "exchange/wms/in=0555", "exchange/wms=0555", "exchange/erp/in=0555", "exchange/erp=0555", "exchange=0555",
    "exchange/erp/out=0000", "exchange/erp/out=0555", "exchange/wms/out=0000", "exchange/wms/out=0555",
    "state=0555", "state=0000", "state/state.db=0444", "state/state.db=0000", "state/lock=0444", "state/archive=0555",
    "wmsync.yaml=0000", "report=0555", "exchange/*=0000", ".=0555",
]


def points(bench):
    found = []
    for name in SCENES:
        found += [f"{name}:fsize:{size}" for size in FILE_SIZES]
        found += [f"{name}:nofile:{number}" for number in range(3, 17)]
        found += [f"{name}:stack:{size}" for size in (64, 128, 256)]
        if os.geteuid() == 0:
            found += [f"{name}:full:{size}" for size in DISK_SIZES]
            found += [f"{name}:readonly:{folder}" for folder in (".", "exchange", "state")]
            found += [f"{name}:mode:{permission}" for permission in PERMISSIONS]
            found += [f"{name}:immutable:{folder}" for folder in ("exchange", "state", "exchange/*", "state/state.db")]
    return found


def check(bench, point):
    name, kind, value = point.split(":")
    scene = bench.scene(name)
    limit = {"full": full, "readonly": read_only, "mode": permission, "immutable": immutable}.get(kind)
    if limit:
        return limit(bench, scene, value)
    return judged(bench, scene, scene.copy(), rlimit(kind, value), ())


def rlimit(kind, value):
    """A size is in KiB. A file that grows too long must be an error, not the end of the process."""
    amount = int(value) * (1 if kind == "nofile" else 1024)
    return ["env", "--ignore-signal=XFSZ", "prlimit", f"--{kind}={amount}"]


def judged(bench, scene, site, wrap, undo):
    """A run under a limit ends well or says that it could not; without the limit the next one completes it."""
    outcome = site.run(scene.options, wrap)
    try:
        # The limit itself may be a mode, or stand where one is compared.
        wrong = [told for told in misbehaved(scene, site, outcome) if "mode of " not in told]
    finally:
        for step in undo:
            step()
    wrong += scene.torn(site)
    # Below a handful of descriptors or some stack not even the loader starts the program.
    if outcome.status not in (*REFUSALS, scene.statuses[0], 127):
        wrong.append(f"another status than {REFUSALS}: {outcome}")
    bench.notes.append("ended well" if outcome.status == scene.statuses[0] else "refused")
    return wrong + [told for told in scene.recovery(site, {}) if not met_twice(site, told)]


def met_twice(site, told):
    """A file that was read but could not be removed is met once more, as a duplicate with a number of its own."""
    if not any(state == "duplicate" for (state,) in site.rows("SELECT state FROM files")):
        return False
    return "state/archive/" in told or told.startswith("view files:")


def full(bench, scene, kib):
    """The whole site on a file system of so many KiB, which then gets room."""
    folder = bench.slot("full")
    os.makedirs(folder)
    command("mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", folder)
    try:
        site = scene.copy_to(folder + "/site")
        used = os.statvfs(folder)
        taken = (used.f_blocks - used.f_bavail) * used.f_frsize // 1024
        command("mount", "-o", f"remount,size={taken + int(kib)}k", folder)
        return judged(bench, scene, site, (), [lambda: command("mount", "-o", "remount,size=16m", folder)])
    finally:
        command("umount", folder)


def read_only(bench, scene, part):
    site = scene.copy("readonly")
    folder = os.path.join(site.folder, part)
    if not os.path.isdir(folder):
        return []
    command("mount", "--bind", folder, folder)
    bound = os.path.realpath(folder)
    try:
        command("mount", "-o", "remount,ro,bind", bound)
        site = Site(site.folder, site.program.binary)
        return judged(bench, scene, site, (), [lambda: command("mount", "-o", "remount,rw,bind", bound)])
    finally:
        command("umount", bound)


def permission(bench, scene, wanted):
    """As an ordinary user; as root permissions prove nothing."""
    part, _, mode = wanted.partition("=")
    site = scene.copy("permission")
    path = os.path.join(site.folder, a_file_in(site, part))
    if not os.path.exists(path):
        return []
    given_away(site)
    for parent in (bench.work, os.path.dirname(site.folder)):
        os.chmod(parent, 0o755)
    before = os.stat(path).st_mode & 0o7777
    os.chmod(path, int(mode, 8))
    wrap = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
    site.program.run = as_user(site, wrap)
    return judged(bench, scene, site, (), [lambda: os.chmod(path, before)])


def given_away(site):
    for parent, folders, names in os.walk(site.folder):
        for name in [".", *folders, *names]:
            os.chown(os.path.join(parent, name), NOBODY, NOBODY)


def as_user(site, user):
    run = site.program.run

    def run_as_user(arguments, wrap=(), **more):
        given_away(site)
        return run(arguments, [*wrap, *user], **more)
    return run_as_user


def a_file_in(site, part):
    """The first file that waits below the folder, for a name that ends with a star."""
    if not part.endswith("*"):
        return part
    for parent, _, names in sorted(os.walk(os.path.join(site.folder, part[:-1]))):
        for name in sorted(names):
            if "/out" in parent:
                return os.path.relpath(os.path.join(parent, name), site.folder)
    raise Wrong(f"{part}: nothing waits there")


def immutable(bench, scene, part):
    """Attributes need a file system that has them: an image."""
    image, folder = bench.slot("image"), bench.slot("immutable")
    command("truncate", "-s", "16M", image)
    command("mkfs.ext4", "-q", image)
    os.makedirs(folder)
    command("mount", "-o", "loop", image, folder)
    try:
        site = scene.copy_to(folder + "/site")
        path = os.path.join(site.folder, a_file_in(site, part))
        if not os.path.exists(path):
            return []
        command("chattr", "+i", path)
        return judged(bench, scene, site, (), [lambda: command("chattr", "-i", path)])
    finally:
        command("umount", folder)
