"""Runs a command and prints its time, peak memory and status as JSON: `stopwatch.py COMMAND...`.

A process of its own and a small one: the peak memory of a child cannot read below that of its parent.
"""
import json
import os
import sys
import time


def main():
    command = sys.argv[1:]
    silent = [(os.POSIX_SPAWN_OPEN, descriptor, os.devnull, os.O_RDWR, 0) for descriptor in (0, 1)]
    # What others left to be written would be waited for by the first sync of the command.
    os.sync()
    started = time.perf_counter()
    process = os.posix_spawnp(command[0], command, os.environ, file_actions=silent)
    _, status, usage = os.wait4(process, 0)
    seconds = time.perf_counter() - started
    print(json.dumps({
        "seconds": seconds, "mebibytes": usage.ru_maxrss / 1024, "status": os.waitstatus_to_exitcode(status)}))


if __name__ == "__main__":
    main()
