"""Single questions, each asked of a fresh site: what must be refused is refused, what must stay stays."""
import os
import shutil
import sqlite3
import subprocess

from faulting.harness import Part
from faulting.site import Wrong

SCENE = "partial-shipment/02-first-parcels"
MARKED = "three-pl-alias/01-order"


def points(_bench):
    return sorted(PROBES)


def check(bench, point):
    return PROBES[point](bench)


def started(bench, scene=SCENE):
    return bench.scene(scene), bench.scene(scene).copy()


def refused(outcome, *statuses):
    return [] if outcome.status in statuses else [f"expected {statuses}, {outcome}"]


def foreign_file(bench):
    """Somebody else's file under the next outbound name stays as it is."""
    scene, site = started(bench)
    wrong = []
    for name, content in scene.end.items():
        path = f"{site.exchange}/{name.removeprefix('delivered ')}"
        if name.startswith("delivered ") and not os.path.exists(path):
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as file:
                file.write(b"not ours" if content else b"")
            wrong += refused(site.run(scene.options), 74)
            with open(path, "rb") as file:
                return wrong + ([] if file.read() == b"not ours" else ["a file that is not ours was changed"])
    return ["nothing is sent in this scene"]


def store_changed(change, *statuses):
    def probe(bench):
        scene, site = started(bench)
        change(site)
        before = site.visible(scene.outbound)
        wrong = refused(site.run(scene.options), *statuses)
        return wrong + ([] if site.visible(scene.outbound) == before else ["something was sent"])
    return probe


def with_pragma(pragma):
    def change(site):
        store = sqlite3.connect(site.state + "/state.db")
        store.execute(pragma)
        store.commit()
        store.close()
    return change


def damaged(site):
    """A page in the middle that holds something else."""
    path = site.state + "/state.db"
    store = sqlite3.connect(path)
    page = store.execute("SELECT rootpage FROM sqlite_master WHERE name = 'decision_log'").fetchone()[0]
    size = store.execute("PRAGMA page_size").fetchone()[0]
    store.close()
    with open(path, "r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\x77" * size)


def older_store(bench):
    """A copy of the store from before the last sending must not send."""
    scene, site = started(bench)
    kept = site.state + "/older.db"
    shutil.copy(site.state + "/state.db", kept)
    site.run(scene.options)
    os.replace(kept, site.state + "/state.db")
    return refused(site.run(scene.options), 78)


def inbound(site):
    """An export that waits in the exchange folder."""
    for folder, _, names in sorted(os.walk(site.exchange)):
        for name in sorted(names):
            if "/in" not in folder and not name.endswith(".ok") and "/xref" not in folder:
                return os.path.join(folder, name)
    raise Wrong("no export waits in this scene")


def rewritten(bench):
    """Rewritten while it is read: nothing of it may be used yet."""
    scene, site = started(bench)
    path = inbound(site)
    files = "SELECT count(*) FROM file_ledger"
    before = site.rows(files)
    slow = ["strace", "-f", "-qq", "-o", "/dev/null", "-P", path, "-e", "trace=read",
            "-e", "inject=read:delay_enter=700000:when=1"]
    process = site.program.start(site.arguments(scene.options), slow)
    try:
        process.wait(0.35)
    except subprocess.TimeoutExpired:
        with open(path, "ab") as file:
            file.write(b"\n")
    process.communicate()
    return [] if site.rows(files) == before else ["a file was used that changed while it was read"]


def same_content(bench):
    """The same content under another name is applied once."""
    scene, site = started(bench)
    path = inbound(site)
    shutil.copy(path, path.replace("0001", "0002"))
    site.run(scene.options)
    found = site.rows("SELECT count(*) FROM file_ledger WHERE state = 'duplicate'")[0][0]
    return [] if found == 1 else [f"{found} duplicates were noticed"]


def name_reused(bench):
    """Other content under an old name is told of."""
    scene, site = started(bench)
    path = inbound(site)
    with open(path, "rb") as file:
        content = file.read()
    site.run(scene.options)
    with open(path, "wb") as file:
        file.write(content + b"\n")
    site.run(scene.options)
    found = site.rows("SELECT count(*) FROM exceptions WHERE code = 'FILE_NAME_REUSED'")[0][0]
    return [] if found == 1 else ["a reused name was taken in silence"]


def replaced(bench):
    """What arrived under the name of a file that was just taken stays."""
    scene, site = started(bench)
    path = inbound(site)
    slow = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=unlink",
            "-e", "inject=unlink:signal=KILL:when=1"]
    site.run(scene.options, slow)
    if not os.path.exists(path):
        raise Wrong("the run got further than it was to")
    with open(path + ".new", "wb") as file:
        file.write(b"something newer\n")
    os.replace(path + ".new", path)
    site.program.run(site.arguments(scene.options, "push"))
    return [] if os.path.exists(path) else ["a file that nobody read was removed"]


def marker_first(bench):
    """A marker stands only behind its file."""
    scene, site = started(bench, MARKED)
    wrap = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=renameat2",
            "-e", "inject=renameat2:signal=KILL:when=1"]
    site.run(scene.options, wrap)
    return [f"{marker} without its file" for name, marker in scene.outbound
            if marker and os.path.exists(f"{site.exchange}/{marker}") and not os.path.exists(f"{site.exchange}/{name}")]


def second_run(bench):
    """Who comes second does nothing."""
    scene, site = started(bench)
    slow = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=renameat2",
            "-e", "inject=renameat2:delay_enter=1500000:when=1"]
    first = site.program.start(site.arguments(scene.options), slow)
    try:
        first.wait(0.7)
    except subprocess.TimeoutExpired:
        pass
    wrong = refused(site.run(scene.options), 11)
    first.communicate()
    return wrong


PROBES = {
    "foreign-file": foreign_file,
    "older-store": older_store,
    "damaged-store": store_changed(damaged, 74),
    "newer-store": store_changed(with_pragma("PRAGMA user_version = 9000"), 12),
    "foreign-store": store_changed(with_pragma("PRAGMA application_id = 7"), 74),
    "rewritten": rewritten,
    "same-content": same_content,
    "name-reused": name_reused,
    "replaced": replaced,
    "marker-first": marker_first,
    "second-run": second_run,
}
PART = Part("probes", "single questions", points, check)
