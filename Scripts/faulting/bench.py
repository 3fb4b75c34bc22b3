"""The bench: which binary is tried, where, and the scenes it is tried on."""
import functools
import hashlib
import os
import random
import shutil

from faulting import tracing
from faulting.site import Site, Wrong, differences, modes, scenario_cycles, tree


class Scene:
    """A site just before one of its cycles, and what must come of it."""

    def __init__(self, bench, name):
        scenario, wanted = name.split("/")
        self.bench, self.name, self.recovered = bench, name, set()
        self.base = bench.folder(f"scenes-{os.getpid()}", name)
        cycles = scenario_cycles(scenario)
        index = [cycle for cycle, _, _ in cycles].index(wanted)
        site = Site.of_scenario(scenario, self.base, bench.binary)
        for _, files, options in cycles[:index]:
            site.deliver(files)
            self.undisturbed(site, options)
        _, files, self.options = cycles[index]
        site.deliver(files)
        self.later = [(files, options) for _, files, options in cycles[index + 1:]]
        self.foresee()

    def foresee(self):
        """What an undisturbed site comes to, after this cycle and after all."""
        whole = self.copy("whole")
        self.statuses = [self.undisturbed(whole, self.options)]
        self.after = self.copy("after", whole.folder).end()
        for files, options in self.later:
            whole.deliver(files)
            self.statuses.append(self.undisturbed(whole, options))
        self.outbound = whole.outbound()
        self.end = whole.end()

    def undisturbed(self, site, options):
        outcome = site.run(options)
        if outcome.status not in (0, 3):
            raise Wrong(f"{self.name} fails undisturbed: {outcome}")
        return outcome.status

    def copy(self, slot="site", of=None):
        """The site of this process, as it is before the cycle."""
        return self.copy_to(self.bench.slot(slot), of)

    def copy_to(self, folder, of=None):
        shutil.copytree(of or self.base, folder, symlinks=True)
        return Site(folder, self.bench.binary)

    @functools.cached_property
    def points(self):
        """Every system call of the cycle."""
        seen = self.bench.slot("seen")
        self.copy().run(self.options, tracing.tracing(seen))
        with open(seen, encoding="utf-8", errors="replace") as file:
            return tracing.calls(file.read())

    def torn(self, site):
        """Visible files that are not as they must be."""
        return [f"torn visible file {name}, {len(content)} bytes"
                for name, content in site.visible(self.outbound).items()
                if self.end[f"delivered {name}"] != content]

    def recover(self, site, taken):
        """Runs the cycle again and the later ones, and compares the end.

        The program has nothing to go by but what is on the disk: of equal sites one is enough.
        """
        state = fingerprint(site, taken)
        if state in self.recovered and not self.bench.full:
            return []
        wrong = self.recovery(site, taken)
        if not wrong:
            self.recovered.add(state)
        self.bench.notes.append("states recovered")
        return wrong

    def recovery(self, site, taken):
        wrong = []
        for turn, (files, options) in enumerate([({}, self.options), *self.later]):
            site.deliver(files)
            outcome = site.run(options)
            if outcome.status != self.statuses[turn]:
                wrong.append(f"recovery, cycle +{turn}: {outcome}")
        return wrong + differences(self.end, site.end(taken))


def fingerprint(site, taken):
    """Stands for everything that the next run can find."""
    found = hashlib.sha256(repr(sorted(modes(site.folder).items())).encode())
    for part in (taken, tree(site.folder)):
        for name, content in sorted(part.items()):
            found.update(f"{name}\0{len(content)}\0".encode(errors="surrogateescape"))
            found.update(content)
        found.update(b"\0")
    return found.digest()


class Bench:
    def __init__(self, binary, work, seed, full=False, jobs=2, asan=None, most=None):
        self.binary, self.work, self.seed, self.full, self.jobs = binary, work, seed, full, jobs
        self.asan, self.most = asan, most
        # What the command needs besides to try a point again.
        self.options = ""
        self.scenes, self.notes = {}, []

    def scene(self, name):
        if name not in self.scenes:
            self.scenes[name] = Scene(self, name)
        return self.scenes[name]

    def numbers(self, *about):
        """Random numbers that belong to a point, whatever runs beside it."""
        return random.Random("-".join(map(str, (self.seed, *about))))

    def sample(self, part, points, size):
        """So many of the points, drawn by the seed; all of them when full."""
        if self.full or len(points) <= size:
            return points
        return self.numbers(part).sample(points, size)

    def folder(self, *names):
        return os.path.join(self.work, *names)

    def slot(self, name):
        """A path of this process alone, with nothing there."""
        path = self.folder(f"slot-{os.getpid()}", name)
        if os.path.isdir(path):
            shutil.rmtree(path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        return path
