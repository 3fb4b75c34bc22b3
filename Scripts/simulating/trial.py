"""One seed: the days of a company, run by run, and what wmsync made of them."""
import json
import os
import shutil
import subprocess
import tempfile
from datetime import timedelta

from simulating import site
from simulating.world import QUIET_DAYS, START, World

RUN_EVERY = timedelta(hours=6)
# Files come late, and no transfer order is told: that is as it is here.
NOT_ABOUT_STOCK = ("FILE_LATE", "FILE_DUPLICATE", "TRANSFER_AGED", "TRANSFER_MISMATCH")


def run(work):
    """Tries one seed; its faults, and how much happened in it."""
    binary, seed, skus, days, keep = work
    folder = tempfile.mkdtemp(prefix="wmsync-simulated-")
    try:
        trial = Trial(binary, folder, World(seed, skus, days))
        trial.live()
        return seed, trial.faults, trial.counts()
    except subprocess.CalledProcessError as failure:
        return seed, [f"{' '.join(failure.cmd[1:])} ended with {failure.returncode}: {failure.stderr.strip()}"], {}
    finally:
        if keep:
            shutil.rmtree(keep, ignore_errors=True)
            shutil.copytree(folder, keep)
        shutil.rmtree(folder, ignore_errors=True)


def subject(exception):
    """Warehouse and SKU that an exception about stock is about."""
    return tuple(exception["subject"]["key"].split("|")[:2])


class Trial:
    def __init__(self, binary, folder, world):
        self.binary, self.folder, self.world = binary, folder, world
        self.faults = []
        self.runs = 0
        self.explained = 0
        for part in ("exchange/erp", "exchange/wms"):
            os.makedirs(os.path.join(folder, part))
        with open(os.path.join(folder, "wmsync.yaml"), "w", encoding="utf-8") as file:
            file.write(site.CONFIGURATION)

    def wmsync(self, command, at):
        done = subprocess.run(
            [self.binary, *command, "--config", os.path.join(self.folder, "wmsync.yaml"), "--at", site.utc(at)],
            capture_output=True, text=True, check=False)
        if done.returncode not in (0, 3):
            raise subprocess.CalledProcessError(done.returncode, done.args, done.stdout, done.stderr)
        return done.stdout

    def live(self):
        files = site.arrivals(self.world)
        now, next_file = START, 0
        end = self.world.end + timedelta(days=QUIET_DAYS)
        while now < end:
            now += RUN_EVERY
            while next_file < len(files) and files[next_file][0] <= now:
                self.put(files[next_file][1], files[next_file][2])
                next_file += 1
            self.wmsync(["run"], now)
            self.runs += 1
            self.accuse(now)
        self.compare(now)

    def put(self, path, text):
        target = os.path.join(self.folder, "exchange", path)
        with open(target + ".tmp", "w", encoding="utf-8") as file:
            file.write(text)
        os.rename(target + ".tmp", target)

    def accuse(self, now):
        """Nothing may be called missing of which nothing was lost by then."""
        lost = {(warehouse, sku) for at, warehouse, sku, _ in self.world.losses if at <= now}
        with open(os.path.join(self.folder, "report", "exceptions.json"), encoding="utf-8") as file:
            told = json.load(file)["exceptions"]
        for exception in told:
            if exception["code"] == "STOCK_EXPLAINED_AGED":
                self.explained += 1
            elif exception["code"] in NOT_ABOUT_STOCK:
                continue
            elif (exception["code"], exception["state"], exception["subject"]["field"]) == ("ROLLFORWARD_BREAK", "open", "erp"):
                self.faults.append(f"{site.utc(now)}: the ledger is whole: {exception['message']}")
            elif exception["code"] not in ("STOCK_UNEXPLAINED", "ROLLFORWARD_BREAK"):
                self.faults.append(f"{site.utc(now)}: {exception['code']}: {exception['message']}")
            elif exception["state"] == "open" and subject(exception) not in lost:
                self.faults.append(f"{site.utc(now)}: falsely accused: {exception['message']}")

    def compare(self, now):
        """At the end, when everything has arrived, what is unexplained is what was lost."""
        truth = self.world.unexplained()
        self.wmsync(["reconcile"], now)
        found, broken = {}, {}
        with open(os.path.join(self.folder, "report", "exceptions.json"), encoding="utf-8") as file:
            for exception in json.load(file)["exceptions"]:
                if exception["code"] == "STOCK_UNEXPLAINED":
                    found[subject(exception)] = int(exception["difference"])
                elif exception["code"] == "ROLLFORWARD_BREAK":
                    broken[subject(exception)] = int(exception["difference"])
        self.differ(truth, found, "are unexplained")
        # Of what was corrected in the books nobody can tell which loss it was about.
        known = self.world.lost_since_first_look()
        corrected = self.world.corrected()
        self.differ(
            {key: quantity for key, quantity in known.items() if key not in corrected},
            {key: quantity for key, quantity in broken.items() if key not in corrected},
            "are missing from its own movements")

    def differ(self, truth, found, what):
        for key in sorted(set(truth) | set(found)):
            if truth.get(key) != found.get(key):
                self.faults.append(f"{key[1]} in {key[0]}: {truth.get(key, 0)} were lost, {found.get(key, 0)} {what}")

    def counts(self):
        world = self.world
        never = sum(1 for event in world.events if event.posted_at is None)
        return {
            "runs": self.runs, "events": len(world.events), "events never posted": never,
            "postings of the ERP alone": sum(1 for posting in world.postings if posting[4] == "manual"),
            "losses": len(world.losses), "losses left at the end": len(world.unexplained()),
        }
