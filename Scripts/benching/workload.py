#!/usr/bin/env python3
"""Writes a small stock workload: an ERP export, the warehouses' snapshot by bin, and the next one.

usage: Scripts/benching/workload.py FOLDER [--rows N] [--seed N]
  erp_stock.csv  sorted, one row per article, warehouse, lot and status
  wms_stock.csv  shuffled, N rows less those of keys that only the ERP has; one key in 20 lies in two bins
  wms_next.csv   1 % of the rows changed, 0.1 % vanished, 0.1 % new, shuffled anew
  erp_same.csv   erp_stock.csv under another name
  wms_same.csv   wms_next.csv under another name
  truth.json     what any correct tool must find in them
The same rows and seed give the same bytes.
"""
import argparse
import datetime
import json
import os
import random
import shutil
from dataclasses import dataclass, replace

KEY_COLUMNS = ["sku", "warehouse", "lot", "status"]
AMOUNT_COLUMNS = ["on_hand", "allocated", "uom", "updated_at"]
WAREHOUSES = [f"WH-{number:02d}" for number in range(1, 9)]
STATUSES = ["AVAILABLE"] * 90 + ["HOLD"] * 5 + ["QC"] * 3 + ["DAMAGED"] * 2
UNITS = ["EA", "CS", "PK"]
FAMILIES = ["ANORAK", "BOOTS", "COOKER", "KAYAK", "LAMP", "PADDLE", "ROPE", "STOVE", "TENT", "TOWEL"]
MOST_ON_HAND = 1999
FIRST_DAY = datetime.datetime(2025, 11, 1)
DAY_SECONDS = 86_400


@dataclass(frozen=True)
class Bin:
    """What lies of one stock key in one bin."""

    key: tuple
    name: str
    on_hand: int
    allocated: int
    unit: str
    seconds: int

    def row(self):
        sku, warehouse, lot, status = self.key
        amounts = (self.on_hand, self.allocated, self.unit, moment(self.seconds))
        return ",".join(map(str, (sku, warehouse, self.name, lot, status, *amounts)))


def moment(seconds):
    return (FIRST_DAY + datetime.timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")


def stock_key(numbers, index):
    """The key at this place of the order; a warehouse has each article once."""
    article, warehouse = divmod(index, len(WAREHOUSES))
    sku = f"{FAMILIES[article % len(FAMILIES)]}-{article:07d}"
    lot = f"L{numbers.randrange(240_101, 251_232)}-{numbers.randrange(100):02d}"
    return (sku, WAREHOUSES[warehouse], lot, numbers.choice(STATUSES))


def filled_bin(numbers, key, aisles, seconds):
    """A bin of the key, in one of these aisles."""
    name = f"{numbers.choice(aisles)}-{numbers.randrange(1, 60):02d}-{numbers.randrange(1, 20):02d}"
    on_hand = numbers.randint(1, MOST_ON_HAND)
    return Bin(key, name, on_hand, numbers.randrange(on_hand), numbers.choice(UNITS), seconds)


def totals(bins):
    """What lies of each key in all its bins, and when one of them was last touched."""
    found = {}
    for place in bins:
        on_hand, allocated, seconds = found.get(place.key, (0, 0, 0))
        found[place.key] = (
            on_hand + place.on_hand, allocated + place.allocated, max(seconds, place.seconds))
    return found


def book(numbers, bins, keys):
    """What the ERP says: 0.5 % of the quantities are wrong, 0.05 % of the keys are missing."""
    said = totals(bins)
    picked = numbers.sample(keys, len(keys) // 200 + len(keys) // 2000)
    for key in picked[:len(keys) // 200]:
        on_hand, allocated, seconds = said[key]
        said[key] = (on_hand + numbers.randint(1, 49), allocated, seconds)
    for key in picked[len(keys) // 200:]:
        del said[key]
    return said


def next_snapshot(numbers, bins, fresh):
    """The bins a cycle later."""
    changed, vanished = len(bins) // 100, len(bins) // 1000
    touched = numbers.sample(range(len(bins)), changed + vanished)
    later = list(bins)
    for index in touched[:changed]:
        seconds = numbers.randrange(20 * DAY_SECONDS, 21 * DAY_SECONDS)
        other = bins[index].on_hand % MOST_ON_HAND + 1
        later[index] = replace(bins[index], on_hand=other, seconds=seconds)
    gone = set(touched[changed:])
    arrived = [filled_bin(numbers, key, "ABCDEF", 20 * DAY_SECONDS) for key in fresh]
    return [place for index, place in enumerate(later) if index not in gone] + arrived


def truth(said, bins, new, changed, vanished):
    """What must be found when the book says this and these bins are full."""
    counted = totals(bins)
    shared = [key for key in said if key in counted]
    differing = sum(said[key][0] != counted[key][0] for key in shared)
    return {
        "new": new, "changed": changed, "vanished": vanished, "qty_mismatch": differing,
        "missing_in_erp": len(counted) - len(shared), "missing_in_wms": len(said) - len(shared)}


def write(path, columns, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(",".join(columns) + "\n")
        file.writelines(row + "\n" for row in rows)


def write_snapshot(numbers, path, bins):
    rows = [place.row() for place in bins]
    numbers.shuffle(rows)
    write(path, [*KEY_COLUMNS[:2], "bin", *KEY_COLUMNS[2:], *AMOUNT_COLUMNS], rows)


def write_book(path, said):
    rows = (
        ",".join((*key, str(said[key][0]), str(said[key][1]), UNITS[0], moment(said[key][2])))
        for key in sorted(said))
    write(path, KEY_COLUMNS + AMOUNT_COLUMNS, rows)


def make(folder, rows, seed):
    """Writes the whole workload into the folder."""
    numbers = random.Random(seed)
    os.makedirs(folder, exist_ok=True)
    doubled, fresh = rows // 20, rows // 1000
    keys = [stock_key(numbers, index) for index in range(rows - doubled + fresh)]
    fresh_keys = set(numbers.sample(keys, fresh))
    known = [key for key in keys if key not in fresh_keys]
    bins = [filled_bin(numbers, key, "ABCDEF", numbers.randrange(20 * DAY_SECONDS)) for key in known]
    second = numbers.sample(known, doubled)
    bins += [filled_bin(numbers, key, "STUVWX", numbers.randrange(20 * DAY_SECONDS)) for key in second]
    said = book(numbers, bins, known)
    lonely = set(numbers.sample(sorted(said), rows // 2000))
    bins = [place for place in bins if place.key not in lonely]
    later = next_snapshot(numbers, bins, sorted(fresh_keys))
    write_book(f"{folder}/erp_stock.csv", said)
    write_snapshot(numbers, f"{folder}/wms_stock.csv", bins)
    write_snapshot(numbers, f"{folder}/wms_next.csv", later)
    for name, other in (("erp_stock", "erp_same"), ("wms_next", "wms_same")):
        shutil.copyfile(f"{folder}/{name}.csv", f"{folder}/{other}.csv")
    steps = {
        "c1": truth(said, bins, len(bins), 0, 0),
        "c2": truth(said, later, fresh, len(bins) // 100, len(bins) // 1000),
        "c3": truth(said, later, 0, 0, 0)}
    with open(f"{folder}/truth.json", "w", encoding="utf-8") as file:
        json.dump(steps, file)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    make(given.folder, given.rows, given.seed)


if __name__ == "__main__":
    main()
