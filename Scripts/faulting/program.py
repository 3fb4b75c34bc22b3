"""Runs of the program, in a bare environment, with a limit on their time."""
import os
import signal
import subprocess
from dataclasses import dataclass

LONGEST_SECONDS = 20
# A crash must end at once: the crash handler can wait for ever.
# Sites here are small; what is remembered of their rows is tried all the same.
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "HOME": "/", "SWIFT_BACKTRACE": "enable=no", "WMSYNC_ROW_MEMORY": "always"}
# Where a measuring build writes what it measured.
ENVIRONMENT |= {name: os.environ[name] for name in ("LLVM_PROFILE_FILE",) if name in os.environ}
CRASHES = (signal.SIGSEGV, signal.SIGILL, signal.SIGABRT, signal.SIGTRAP, signal.SIGBUS, signal.SIGFPE)


@dataclass
class Outcome:
    status: int
    said: str
    answer: str = ""
    peak_kib: int = 0

    @property
    def is_killed(self):
        return self.status == -signal.SIGKILL

    @property
    def crash(self):
        """The signal of a crash, if it was one."""
        for number in CRASHES:
            if self.status in (-number, 128 + number):
                return signal.Signals(number).name
        return None

    @property
    def is_hung(self):
        return self.status == -1000

    def __str__(self):
        return f"status {self.status}, {self.said.strip()[-300:] or 'silent'}"


class Program:
    def __init__(self, binary):
        self.binary = binary

    def start(self, arguments, wrap=(), environment=None, **more):
        return subprocess.Popen(
            [*wrap, self.binary, *arguments], stdin=subprocess.DEVNULL,
            stdout=more.pop("stdout", subprocess.DEVNULL), stderr=more.pop("stderr", subprocess.PIPE),
            env=ENVIRONMENT if environment is None else environment, start_new_session=True, **more)

    def run(self, arguments, wrap=(), seconds=LONGEST_SECONDS, **more):
        process = self.start(arguments, wrap, **more)
        try:
            answer, said = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            return Outcome(-1000, f"did not end within {seconds} s")
        text = [(part or b"").decode(errors="replace") for part in (said, answer)]
        return Outcome(process.returncode, *text)
