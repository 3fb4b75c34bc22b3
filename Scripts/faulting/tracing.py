"""Faults at system calls, by strace."""
import collections
import re

CALL = re.compile(r"^(?:\d+ +)?(\w+)\(")
QUIET = ["strace", "-f", "-qq", "-o", "/dev/null"]
# Faster, as only the calls named stop; signals are then not injected (strace 6.1).
FAST = [*QUIET[:2], "--seccomp-bpf", *QUIET[2:]]


def calls(seen):
    """Name and number of each call, in order; numbers count per name as strace's `when` does."""
    counts, found = collections.Counter(), []
    for line in seen.splitlines():
        match = CALL.match(line)
        # Before the program is there nothing of it can be killed.
        if match and match[1] != "execve":
            counts[match[1]] += 1
            found.append((match[1], counts[match[1]]))
    return found


def tracing(output):
    return ["strace", "-f", "-qq", "-o", output]


def killing(call, number):
    """Kills on entering the call, which is then not done."""
    return inject(QUIET, call, f"signal=KILL:when={number}")


def failing(call, number, errno):
    """Lets the call fail; a number such as `7+` means from the seventh on."""
    return inject(FAST, call, f"error={errno}:when={number}")


def inject(strace, call, what):
    return [*strace, "-e", f"trace={call}", "-e", f"inject={call}:{what}"]
