"""Plants faults in a copy of the sources; the other parts must catch every one of them."""
import re
import shutil
import subprocess
from dataclasses import dataclass

from faulting import harness, probes, program
from faulting.bench import Bench
from faulting.site import ROOT, Wrong

BUILD = ROOT + "/.build-mutants"
SENDING, INTAKE, PULL = "Sources/Sending/", "Sources/Intake/", "Sources/Syncing/Pull/"
STORE, PUSH, SYNCING = "Sources/Persistence/", "Sources/Syncing/Push/", "Sources/Syncing/"
# Decides in the copy which fault is at work, so that one build has them all.
SWITCH = """internal import Glibc

/// The fault that is planted in this process; 0 for none.
let planted: Int = getenv("WMSYNC_PLANTED").flatMap { Int(String(cString: $0)) } ?? 0

func removeNow(_ path: String) { unlink(path) }
"""


@dataclass
class Fault:
    """A mistake somebody could make: what stands in a file, what stands there instead, what must notice."""

    about: str
    file: str
    old: str
    new: str
    part: str
    only: tuple = ()
    errno: str = ""


FAULTS = [
    Fault("a staged file is not synced", SENDING + "Folder.swift",
          "guard fsync(descriptor) == 0 else {\n      throw FileFailure(path: name",
          "guard planted == ID || fsync(descriptor) == 0 else {\n      throw FileFailure(path: name", "power"),
    Fault("renames in a folder are not synced", SENDING + "Folder.swift",
          "let status = fsync(descriptor)", "let status = planted == ID ? 0 : fsync(descriptor)", "power"),
    Fault("a file is written under its final name", SENDING + "Folder.swift",
          'let temporary = path + "/" + name + ".tmp"',
          'let temporary = path + "/" + name + (planted == ID ? "" : ".tmp")', "kill", ("write",)),
    Fault("any failed rename means that the file was sent", SENDING + "Folder.swift",
          "case ENOENT: return .absent", "case _ where planted == ID: return .absent\n    case ENOENT: return .absent",
          "errors", ("renameat2",)),
    Fault("an outbound file is laid over another one", SENDING + "Folder.swift",
          "guard wmsync_rename_noreplace(AT_FDCWD, from, AT_FDCWD, to) != 0 else {\n      try folder",
          "guard (planted == ID ? rename(from, to) : wmsync_rename_noreplace(AT_FDCWD, from, AT_FDCWD, to))"
          " != 0 else {\n      try folder", "probes", ("foreign-file",)),
    Fault("a failed write is taken for a whole one", SENDING + "Folder.swift",
          "if errno == EINTR { continue }\n        throw FileFailure(path: name, action: \"write\"",
          "if errno == EINTR { continue }\n        if planted == ID { return }\n"
          "        throw FileFailure(path: name, action: \"write\"", "errors", ("write",)),
    Fault("a file that is gone is staged and sent again", SENDING + "Delivery.swift",
          "case .absent:\n", "case .absent where planted == ID:\n      try stage(name, bytes)\n      return try send(name,"
          " sequence: sequence, bytes: bytes)\n    case .absent:\n", "kill", ("fsync", "pwrite64", "fdatasync")),
    Fault("foreign bytes under our name are adopted", SENDING + "Delivery.swift",
          "guard present == bytes else {", "guard planted == ID || present == bytes else {", "probes", ("foreign-file",)),
    Fault("the guard is not raised", SENDING + "Delivery.swift",
          "if let known = try currentGuard(), known.store == store, known.sequence >= sequence { return }",
          "if planted == ID { return }\n    if let known = try currentGuard(), known.store == store,"
          " known.sequence >= sequence { return }", "kill", ("fsync", "pwrite64", "fdatasync")),
    Fault("a store older than what was sent goes on", SENDING + "Delivery.swift",
          "guard let known = try reach() else { return }",
          "guard planted != ID, let known = try reach() else { return }", "probes", ("older-store",)),
    Fault("files are marked published before they are sent", PUSH + "PushStage.swift",
          "    var sent: [OutboxFile] = []\n",
          "    if planted == ID { try session.store.transaction { for file in files {"
          " try session.store.mark(file, .published, at: session.now) } } }\n    var sent: [OutboxFile] = []\n",
          "kill", ("renameat2",)),
    Fault("what is staged is not written down", PUSH + "PushStage.swift",
          "for file in ready.joined() where file.state == .pending {",
          "for file in ready.joined() where planted != ID && file.state == .pending {",
          "kill", ("fsync", "pwrite64", "fdatasync")),
    Fault("a failed delivery is forgotten", PUSH + "PushStage.swift",
          "session.blocked[stream] = failure",
          "if planted != ID { session.blocked[stream] = failure }",
          "errors", ("renameat2", "fsync")),
    Fault("the marker comes before its file", PUSH + "PushStage.swift",
          "    let delivery = try delivery(of: file)\n    let bytes",
          "    if planted == ID, let marker = file.marker {\n      try session.site.delivery(of: file.stream,"
          " to: marker).mark(marker.namePart)\n    }\n    let delivery = try delivery(of: file)\n    let bytes",
          "probes", ("marker-first",)),
    Fault("the journal is a write-ahead log, synced now and then", STORE + "StateStore.swift",
          "try database.execute(\"PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = FULL;\")",
          "try database.execute(planted == ID ? \"PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;\""
          " : \"PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = FULL;\")", "power"),
    Fault("the store is not synced", STORE + "StateStore.swift",
          "if isNew, chmod(path, 0o600) != 0 {",
          "if planted == ID { try database.execute(\"PRAGMA synchronous = OFF\") }\n"
          "    if isNew, chmod(path, 0o600) != 0 {",
          "power"),
    Fault("each statement commits alone", STORE + "StateStore.swift",
          "try database.execute(depth == 0 ? \"BEGIN IMMEDIATE\" : \"SAVEPOINT part\\(depth)\")",
          "if planted != ID { try database.execute(depth == 0 ? \"BEGIN IMMEDIATE\" : \"SAVEPOINT part\\(depth)\") }",
          "kill", ("pwrite64", "fdatasync")),
    Fault("a step that fails counts as the last row", STORE + "Statement.swift",
          "guard status == SQLITE_DONE else {", "guard planted == ID || status == SQLITE_DONE else {",
          "errors", ("pwrite64", "pread64", "fdatasync")),
    Fault("damaged pages are worked with", STORE + "StateStore.swift",
          "guard answer == \"ok\" else {", "guard planted == ID || answer == \"ok\" else {", "probes", ("damaged-store",)),
    Fault("a store of a newer program is worked with", STORE + "StateStore.swift",
          "guard version <= Int64(Self.version) else {", "guard planted == ID || version <= Int64(Self.version) else {",
          "probes", ("newer-store",)),
    Fault("a store of somebody else is worked with", STORE + "StateStore.swift",
          "guard application == Self.applicationID, version > 0 else {",
          "guard planted == ID || application == Self.applicationID && version > 0 else {", "probes", ("foreign-store",)),
    Fault("a read that fails is the end of the file", INTAKE + "Spool.swift",
          "if count >= 0 { return count }", "if count >= 0 { return count }\n      if planted == ID { return 0 }",
          "errors", ("read",)),
    Fault("a file that changed while it was read is used", INTAKE + "Spool.swift",
          "guard isSame(before, try status(source, file.name)) else {",
          "let after = try status(source, file.name)\n    guard planted == ID || isSame(before, after) else {", "probes", ("rewritten",)),
    Fault("a listing that breaks off is a whole one", INTAKE + "ExportDirectory.swift",
          "guard errno == 0 else {", "guard planted == ID || errno == 0 else {", "errors", ("getdents64",)),
    Fault("a folder that cannot be listed is empty", INTAKE + "ExportDirectory.swift",
          "if code == ENOENT { return }", "if planted == ID || code == ENOENT { return }", "errors", ("openat2",)),
    Fault("an export is removed before its rows are kept", PULL + "FileIntake.swift",
          "    defer { SpoolSweep.remove(spooled,",
          "    if planted == ID { removeNow(session.settings.exchangeFolder + \"/\" + file.name) }\n"
          "    defer { SpoolSweep.remove(spooled,", "kill", ("pwrite64", "fdatasync", "fcntl")),
    Fault("the same content is applied twice", PULL + "FileIntake.swift",
          "if let twin = try twin(of: ledger, state) {", "if planted != ID, let twin = try twin(of: ledger, state) {",
          "probes", ("same-content",)),
    Fault("other content under an old name is used in silence", PULL + "FileIntake.swift",
          "if let before, before.state == .accepted, !feed.isRewrittenInPlace {",
          "if planted != ID, let before, before.state == .accepted, !feed.isRewrittenInPlace {",
          "probes", ("name-reused",)),
    Fault("a newer file under the name of a taken one is removed", PULL + "PutAway.swift",
          "if present == nil || present?.stamp == file.stamp {",
          "if planted == ID || present == nil || present?.stamp == file.stamp {", "probes", ("replaced",)),
    Fault("two runs work at once", SYNCING + "RunLock.swift",
          "while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {",
          "while planted != ID && flock(descriptor, LOCK_EX | LOCK_NB) != 0 {", "probes", ("second-run",)),
]
# No fault: what must hold with the journal of the program must hold with the other kind too.
DELETED_JOURNAL = Fault(
    "journal mode DELETE", STORE + "StateStore.swift",
    "\"PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = FULL;\")",
    "(planted == ID ? \"PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA;\""
    " : \"PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = FULL;\"))", "kill")
PLANTED = [*FAULTS, DELETED_JOURNAL]


def built():
    """A debug build of the sources with every fault behind the switch."""
    package = BUILD + "/package"
    for name in ("Sources", "Tests"):
        shutil.rmtree(f"{package}/{name}", ignore_errors=True)
        shutil.copytree(f"{ROOT}/{name}", f"{package}/{name}")
    shutil.copy(ROOT + "/Package.swift", package)
    for number, fault in enumerate(PLANTED, 1):
        path = f"{package}/{fault.file}"
        with open(path, encoding="utf-8") as file:
            text = file.read()
        if fault.old not in text:
            raise Wrong(f"fault {number}, {fault.about}: what it replaces is not in {fault.file}")
        with open(path, "w", encoding="utf-8") as file:
            file.write(text.replace(fault.old, re.sub(r"(planted [!=]=) ID", rf"\1 {number}", fault.new), 1))
    for room in ("Sending", "Persistence", "Intake", "Syncing"):
        with open(f"{package}/Sources/{room}/Planted.swift", "w", encoding="utf-8") as file:
            file.write(SWITCH)
    done = subprocess.run(
        ["swift", "build", "--product", "wmsync", "--package-path", package, "--scratch-path", BUILD + "/build"],
        capture_output=True, text=True)
    if done.returncode:
        raise Wrong("the copy does not build: " + done.stdout[-2000:] + done.stderr[-500:])
    return BUILD + "/build/debug/wmsync"


def plant(fault):
    """Every run from now on has the fault; none with None."""
    program.ENVIRONMENT.pop("WMSYNC_PLANTED", None)
    if fault:
        program.ENVIRONMENT["WMSYNC_PLANTED"] = str(PLANTED.index(fault) + 1)


def chosen(bench, part, fault):
    """Points of a part at which the fault is likely to show, drawn from all that it has."""
    bench.full = True
    every = part.points(bench)
    bench.full = False
    points = [point for point in every if not fault.only or any(word in point.split(":") for word in fault.only)]
    return bench.numbers("mutants", fault.about).sample(points, min(len(points), 240))


def try_all(parts, work, seed, jobs):
    """Plants one fault after the other; each must make its part fail, and none must without it."""
    bench = Bench(built(), work, seed, jobs=jobs)
    # What is right is learnt from runs without a fault.
    parts = {**parts, "probes": probes.PART}
    points = {fault.about: chosen(bench, parts[fault.part], fault) for fault in FAULTS}
    caught, missed = 0, []
    for name in sorted({fault.part for fault in FAULTS}):
        sane = [point for fault in FAULTS if fault.part == name for point in points[fault.about][:8]]
        result = harness.run_part(parts[name], bench, sorted(set(sane)))
        if result.failures or result.not_run:
            missed.append(f"{name} without a fault: {result.not_run or result.failures}")
            print(f"MISSED: {missed[-1]}"[:400], flush=True)
    for fault in FAULTS:
        plant(fault)
        result = harness.run_part(parts[fault.part], bench, points[fault.about], stops=True)
        plant(None)
        if result.failures:
            caught += 1
            point, wrong = sorted(result.failures.items())[0]
            print(f"caught: {fault.about}: {fault.part}:{point}: {wrong[0][:120]}", flush=True)
        else:
            missed.append(fault.about)
            print(f"MISSED: {fault.about}: {fault.part}, {len(points[fault.about])} points {result.not_run}", flush=True)
    print(f"mutants: {caught} of {len(FAULTS)} caught, seed {seed}")
    return missed

