"""Regions of the code that no run reached: `llvm-cov export BINARIES FOLDERS | regions.py NAMED FOLDERS`.

A region is a piece of code that runs whole or not at all, such as a branch or a closure. NAMED tells
which regions nothing can reach and why, a line each: file, words of the region, reason, parted
by tabs. Ends with 1 when a region is neither reached nor named.
"""
import collections
import json
import os
import sys

CODE = 0
# What stands behind an endless loop, and the range of a pattern: the compiler has nothing to run there.
NO_CODE = ("}", "...")
LONGEST_TEXT = 100
SHORTEST_WORDS = 12


def regions(export, folders):
    """How often each region of the folders ran, by file and span; generic code counts once."""
    counts = collections.defaultdict(int)
    for function in export["data"][0]["functions"]:
        for line, column, last_line, last_column, count, file, _, kind in function["regions"]:
            if kind == CODE:
                path = os.path.relpath(function["filenames"][file])
                if not path.startswith(folders):
                    continue
                span = (path, line, column, last_line, last_column)
                counts[span] = max(counts[span], count)
    return counts


def text(span, sources):
    """The first line of a region that says something."""
    path, line, column, last_line, last_column = span
    if path not in sources:
        with open(path, encoding="utf-8") as file:
            # Columns count bytes.
            sources[path] = file.read().encode().split(b"\n")
    lines = sources[path][line - 1:last_line]
    lines[-1] = lines[-1][:last_column - 1]
    lines[0] = lines[0][column - 1:]
    said = [part.decode(errors="replace").strip() for part in lines]
    return next((part for part in said if part not in ("", "{")), "{")[:LONGEST_TEXT]


def words(span, sources):
    """What a region is known by: its text, or its whole line where that says too little."""
    said = text(span, sources)
    if len(said) < SHORTEST_WORDS:
        said = sources[span[0]][span[1] - 1].decode(errors="replace").strip()[:LONGEST_TEXT]
    return said


def is_within(inner, outer):
    return inner != outer and inner[0] == outer[0] and outer[1:3] <= inner[1:3] and inner[3:] <= outer[3:]


def read_named(path):
    """Reason by file and first words."""
    with open(path, encoding="utf-8") as file:
        lines = [line.rstrip("\n").split("\t") for line in file if line.strip() and not line.startswith("#")]
    return {(file, said): reason for file, said, reason in lines}


def main():
    named, folders = read_named(sys.argv[1]), sys.argv[2:]
    counts = regions(json.load(sys.stdin), tuple(folder + "/" for folder in folders))
    sources, unnamed, met = {}, 0, set()
    for span in [span for span, count in counts.items() if count == 0 and text(span, sources) in NO_CODE]:
        del counts[span]
    missed = sorted(span for span, count in counts.items() if count == 0)
    for span in missed:
        if any(is_within(span, other) for other in missed):
            continue
        key = (span[0], words(span, sources))
        if key in named:
            met.add(key)
        else:
            unnamed += 1
            print(f"{span[0]}:{span[1]}:{span[2]}: {key[1]}")
    print(f"{unnamed} regions neither reached nor named, {len(met)} named as out of reach")
    for file, said in sorted(named.keys() - met):
        print(f"{file}: reached or gone, but still named in {sys.argv[1]}: {said}")
    for folder in folders:
        inside = [count for span, count in counts.items() if span[0].startswith(folder + "/")]
        reached = sum(count > 0 for count in inside)
        print(f"{folder}: {reached} of {len(inside)} regions, {100 * reached / max(1, len(inside)):.2f} %")
    return 1 if unnamed else 0


if __name__ == "__main__":
    sys.exit(main())
