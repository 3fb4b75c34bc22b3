"""Power cuts: what reached the disk images at the moment of the cut is all that is left."""
import os
import shutil
import subprocess

from faulting import tracing
from faulting.harness import NOT_REACHED
from faulting.site import Site, Wrong

SCENES = ["partial-shipment/01-orders", "partial-shipment/02-first-parcels", "return/02-received"]
# These hold the calls that make 5,000 points of the full profile.
SCENES_IN_FULL = ["acknowledgements/03-answers", "three-pl-alias/01-order", "short-and-over-receipt/01-first-receipts"]
# Nothing that was not synced gets to the disk by itself in the time of a run.
MOUNT = "loop,noauto_da_alloc,commit=300"
CUT_CALLS = {
    "openat", "write", "pwrite64", "fsync", "fdatasync", "rename", "renameat2", "unlink", "ftruncate", "mkdir",
    "chmod", "close",
}
LAYOUTS = {"one": ["disk"], "two": ["disk", "store"]}


def points(bench):
    found = []
    for name in SCENES + (SCENES_IN_FULL if bench.full else []):
        for layout in LAYOUTS:
            image_of(bench, name, layout)
            found += [f"{name}:{layout}:{call}:{number}"
                      for call, number in bench.scene(name).points if call in CUT_CALLS]
    size = 5000 if bench.full else 700
    return bench.numbers("power").sample(found, min(len(found), size))


def image_of(bench, name, layout):
    """The images of a site before the cycle, by disk."""
    images = {disk: bench.folder("images", name.replace("/", "-") + f"-{layout}-{disk}") for disk in LAYOUTS[layout]}
    if not all(map(os.path.exists, images.values())):
        scene = bench.scene(name)
        content = {disk: bench.slot(f"content-{disk}") for disk in images}
        shutil.copytree(scene.base, content["disk"] + "/site", symlinks=True)
        if "store" in images:
            os.makedirs(content["store"])
            with open(content["disk"] + "/site/wmsync.yaml", "a", encoding="utf-8") as file:
                file.write("state: ../../store/state\n")
            if os.path.exists(content["disk"] + "/site/state"):
                os.rename(content["disk"] + "/site/state", content["store"] + "/state")
        for disk, image in images.items():
            os.makedirs(os.path.dirname(image), exist_ok=True)
            command("truncate", "-s", "16M", image)
            command("mkfs.ext4", "-q", "-E", "lazy_itable_init=0,lazy_journal_init=0", "-d", content[disk], image)
    return images


def command(*words):
    done = subprocess.run(words, capture_output=True, text=True)
    if done.returncode:
        raise Wrong(f"{' '.join(words)}: {done.stderr.strip()}")


def mounted(bench, disks, images):
    for disk in disks:
        point = bench.folder(f"slot-{os.getpid()}", disk)
        os.makedirs(point, exist_ok=True)
        command("mount", "-o", MOUNT, images[disk], point)


def unmounted(bench, disks):
    for disk in disks:
        point = bench.folder(f"slot-{os.getpid()}", disk)
        if os.path.ismount(point):
            command("umount", point)


def copied(images, of):
    for disk, image in images.items():
        command("cp", "--sparse=always", of[disk], image)


def check(bench, point):
    name, layout, call, number = point.split(":")
    scene, disks = bench.scene(name), LAYOUTS[layout]
    running = {disk: bench.folder(f"slot-{os.getpid()}", disk + ".img") for disk in disks}
    left = {disk: image + ".cut" for disk, image in running.items()}
    os.makedirs(bench.folder(f"slot-{os.getpid()}"), exist_ok=True)
    unmounted(bench, disks)
    copied(running, image_of(bench, name, layout))
    mounted(bench, disks, running)
    try:
        folder = bench.folder(f"slot-{os.getpid()}", "disk", "site")
        state = "../../store/state" if layout == "two" else "state"
        site = Site(folder, bench.binary, state)
        outcome = site.run(scene.options, tracing.killing(call, number))
        if not outcome.is_killed:
            bench.notes.append(NOT_REACHED)
        wrong, seen = scene.torn(site), site.visible(scene.outbound)
        copied(left, running)
        unmounted(bench, disks)
        mounted(bench, disks, left)
        return wrong + after_cut(bench, scene, site, seen)
    finally:
        unmounted(bench, disks)


def after_cut(bench, scene, site, seen):
    """The partner took what it saw; a file that the cut undid may come once more, byte for byte the same."""
    wrong = [f"after the cut: {told}" for told in scene.torn(site)]
    taken, still = {}, site.visible(scene.outbound)
    if not set(still) <= set(seen):
        wrong.append(f"files that nobody saw before the cut: {sorted(set(still) - set(seen))}")
    site.take(scene.outbound, taken)
    undone = set(seen) - set(taken)
    bench.notes.extend(["delivered again"] * len(undone))
    return wrong + scene.recovery(site, taken)
