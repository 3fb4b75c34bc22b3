"""What wmsync must answer where its meaning of a difference is stricter than the workload's truth."""
import csv
import json
import os

STOCK_KEY = ("sku", "warehouse", "lot", "status")
BIN_KEY = ("sku", "warehouse", "bin", "lot", "status")
# Which snapshot the warehouses' side of a step is.
SNAPSHOTS = {"c1": "wms_stock", "c2": "wms_next", "c3": "wms_next", "c4": "wms_next"}


def truth(folder):
    with open(os.path.join(folder, "truth.json"), encoding="utf-8") as file:
        return json.load(file)


def amounts(path):
    """Key and quantity of each row; the workload's values hold no commas."""
    with open(path, encoding="utf-8") as file:
        columns = file.readline().rstrip("\n").split(",")
        places, on_hand = [columns.index(name) for name in STOCK_KEY], columns.index("on_hand")
        for line in file:
            cells = line.split(",")
            yield tuple(cells[place] for place in places), int(cells[on_hand])


def empty_keys(path, other):
    """How many keys have nothing on hand here, in no row, and do not stand in the other file."""
    found = {key for key, on_hand in amounts(path) if on_hand == 0}
    for key, on_hand in amounts(path):
        if on_hand:
            found.discard(key)
    for key, _ in amounts(other):
        found.discard(key)
    return len(found)


class StockAnswers:
    """A side that says zero and a side that says nothing agree: there is nothing of it."""

    def __init__(self, folder):
        self.folder, self.truth, self.empty = folder, truth(folder), {}

    def expected(self, step):
        """What the answer must be, and why it is another than the truth, if it is."""
        snapshot = SNAPSHOTS[step]
        if snapshot not in self.empty:
            wms, erp = (os.path.join(self.folder, f"{name}.csv") for name in (snapshot, "erp_stock"))
            self.empty[snapshot] = (empty_keys(wms, erp), empty_keys(erp, wms))
        in_wms, in_erp = self.empty[snapshot]
        said = dict(self.truth["c3" if step == "c4" else step])
        said["missing_in_erp"] -= in_wms
        said["missing_in_wms"] -= in_erp
        reason = ""
        if in_wms or in_erp:
            reason = f"{in_wms} keys at the WMS alone and {in_erp} at the ERP alone have quantity 0: no difference"
        return said, reason


class FileAnswers:
    """Rows of a key that says two things in one file are held, whichever stands last."""

    def __init__(self, folder):
        self.folder, self.truth, self.said = folder, truth(folder), None

    def expected(self, step):
        if self.said is None:
            self.said = self.undisputed(step)
        return self.said

    def undisputed(self, step):
        last, held = {}, 0
        inbox = os.path.join(self.folder, "in")
        for name in sorted(os.listdir(inbox)):
            rows = {}
            with open(os.path.join(inbox, name), newline="", encoding="utf-8") as file:
                for row in csv.DictReader(file):
                    rows.setdefault(tuple(row[column] for column in BIN_KEY), []).append(row)
            for key, said in rows.items():
                if all(row == said[0] for row in said):
                    last[key] = int(said[0]["on_hand"])
                else:
                    held += len(said)
        said = dict(self.truth[step], keys=len(last), on_hand=sum(last.values()))
        reason = f"{held} rows say two things of one key in one file and are held" if held else ""
        return said, reason


class PlainAnswers:
    """As the truth says."""

    def __init__(self, folder):
        self.truth = truth(folder)

    def expected(self, step):
        return self.truth[step], ""


def answers(kind, folder):
    return {"w2": PlainAnswers, "w4": FileAnswers}.get(kind, StockAnswers)(folder)
