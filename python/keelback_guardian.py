"""A small process that outlives the worker by a moment: where the worker is killed, it ends what the worker started.

It also takes away the worker's temporary folder, however the worker ended."""

import os
import shutil
import signal
import tempfile
from contextlib import suppress


class Guardian:
    """The worker's side: names the groups to be ended if the worker is gone."""

    def __init__(self, lifeline: int, scratch: str) -> None:
        self.lifeline = lifeline
        self.scratch = scratch

    def watch(self, group: int) -> None:
        os.write(self.lifeline, f"+{group}\n".encode())

    def forget(self, group: int) -> None:
        os.write(self.lifeline, f"-{group}\n".encode())

    def dismiss(self) -> None:
        os.close(self.lifeline)


def start() -> Guardian:
    """Forks the guardian; it waits on a pipe that only the worker holds open."""
    waiting, lifeline = os.pipe()
    scratch = tempfile.mkdtemp(prefix="keelback-")
    if os.fork() == 0:
        os.close(lifeline)
        os.setsid()
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(name, signal.SIG_IGN)
        quiet = os.open(os.devnull, os.O_RDWR)
        for descriptor in (0, 1, 2):
            os.dup2(quiet, descriptor)
        os.closerange(3, waiting)
        os.closerange(waiting + 1, 64)
        wait_and_end(waiting)
        shutil.rmtree(scratch, ignore_errors=True)
        os._exit(0)
    os.close(waiting)
    return Guardian(lifeline, scratch)


def wait_and_end(waiting: int) -> None:
    text = ""
    while piece := os.read(waiting, 4096):
        text += piece.decode()
    groups: set[int] = set()
    for line in text.split():
        (groups.add if line[0] == "+" else groups.discard)(int(line[1:]))
    for group in groups:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(group, signal.SIGKILL)
