"""Runs a project's tests and tools in forks of a process that has imported the libraries already.

Requests come as JSON lines on standard input, answers go as JSON lines to standard output; several run at once.
When standard input ends, or this process does, everything it started ends too.
"""

import gc
import importlib
import importlib.metadata
import json
import os
import selectors
import signal
import sys
import time
from collections import deque
from contextlib import suppress
from typing import Any

own_folder = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, own_folder)

import keelback_child  # noqa: E402 (found through the line above)
import keelback_guardian  # noqa: E402
from keelback_job import Emit, Job, Request, compose_answer, with_scratch  # noqa: E402
from keelback_plain import serve_plainly  # noqa: E402

# What is run for what it prints or does, and is no run of tests.
programs = {"module", "script"}


class Worker:
    """The loop: reads requests, forks, collects what the forks say, and ends those that take too long."""

    def __init__(self, channel: int, at_once: int, guardian: keelback_guardian.Guardian) -> None:
        self.channel = channel
        self.at_once = at_once
        self.guardian = guardian
        self.queue: deque[Request] = deque()
        self.jobs: dict[int, Job] = {}
        self.cores = list_cores()
        self.selector = selectors.DefaultSelector()
        self.partial = b""
        self.woken, self.waker = os.pipe()
        os.set_blocking(self.woken, False)
        os.set_blocking(self.waker, False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self.waker, warn_on_full_buffer=False)
        self.selector.register(0, selectors.EVENT_READ)
        self.selector.register(self.woken, selectors.EVENT_READ)

    def serve(self) -> None:
        """Works until standard input ends."""
        while self.read_events():
            self.collect_ended()
            self.end_late()
            self.start_waiting()
        for job in self.jobs.values():
            job.kill()

    def read_events(self) -> bool:
        """Waits until something happens; False once standard input has ended."""
        deadlines = [job.deadline for job in self.jobs.values() if not job.timed_out]
        wait = max(0.0, min(deadlines) - time.monotonic()) if deadlines else None
        for key, _ in self.selector.select(wait):
            if key.fileobj == 0:
                if not self.read_requests():
                    return False
            elif key.fileobj == self.woken:
                with suppress(BlockingIOError):
                    os.read(self.woken, 4096)
            elif not key.data[0].read(key.data[1]):
                self.selector.unregister(key.fileobj)
        return True

    def read_requests(self) -> bool:
        data = os.read(0, 1 << 16)
        *lines, self.partial = (self.partial + data).split(b"\n")
        for line in lines:
            if line.strip():
                self.accept(json.loads(line))
        return data != b""

    def accept(self, request: Request) -> None:
        if request["kind"] != "cancel":
            self.queue.append(request)
            return
        target = request["target"]
        self.queue = deque(waiting for waiting in self.queue if waiting["id"] != target)
        for job in self.jobs.values():
            if job.request["id"] == target:
                job.kill()

    def start_waiting(self) -> None:
        """In their order, as many at once as there may be; a program waits for none, and none for it.

        Programs are short, and whoever asks for one asks for the next after it.
        """
        waiting, self.queue = self.queue, deque()
        taken = sum(job.request["kind"] not in programs for job in self.jobs.values())
        for request in waiting:
            is_program = request["kind"] in programs
            if is_program or taken < self.at_once:
                taken += not is_program
                self.start(request)
            else:
                self.queue.append(request)

    def start(self, request: Request) -> None:
        core = self.free_core() if request["kind"] == "pytest" else None
        job = Job.fork(with_scratch(request, self.guardian.scratch), self.run_in_child, core)
        self.guardian.watch(job.pid)
        self.jobs[job.pid] = job
        for name, descriptor in job.streams.items():
            self.selector.register(descriptor, selectors.EVENT_READ, (job, name))

    def free_core(self) -> int | None:
        """A core of its own for one more run of tests, as long as there are enough.

        Such a run is one thread at a time, handed to and fro between the event loop and its database drivers: across
        cores each hand-over costs four times what it does on one.
        """
        taken = {job.core for job in self.jobs.values()}
        return next((core for core in self.cores if core not in taken), None)

    def run_in_child(self, request: Request, emit: Emit) -> None:
        """Called in the fork: lets go of what is the parent's, then does the work."""
        signal.set_wakeup_fd(-1)
        for name in (signal.SIGCHLD, signal.SIGTERM, signal.SIGHUP):
            signal.signal(name, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        others = [descriptor for job in self.jobs.values() for descriptor in job.streams.values()]
        for descriptor in (self.channel, self.woken, self.waker, self.guardian.lifeline, *others):
            with suppress(OSError):
                os.close(descriptor)
        keelback_child.run(request, emit)

    def collect_ended(self) -> None:
        for pid, job in list(self.jobs.items()):
            ended, status, usage = os.wait4(pid, os.WNOHANG)
            if ended == 0:
                continue
            job.cpu_seconds = usage.ru_utime + usage.ru_stime
            job.end_group()  # What the child itself has left running.
            for name, descriptor in job.streams.items():
                while job.read(name):
                    pass
                with suppress(KeyError):
                    self.selector.unregister(descriptor)
                os.close(descriptor)
            del self.jobs[pid]
            self.guardian.forget(pid)
            self.say(compose_answer(job, os.waitstatus_to_exitcode(status)))

    def end_late(self) -> None:
        for job in self.jobs.values():
            if not job.timed_out and time.monotonic() >= job.deadline:
                job.timed_out = True
                job.kill()

    def say(self, answer: dict[str, Any]) -> None:
        write_line(self.channel, answer)


def write_line(channel: int, answer: dict[str, Any]) -> None:
    data = json.dumps(answer).encode() + b"\n"
    while data:
        data = data[os.write(channel, data) :]


def preload(names: list[str]) -> dict[str, str]:
    """Imports what all forks will need; gives what could not be imported, and why.

    `module:function` is called as well, where it imports at its first call.
    """
    missing: dict[str, str] = {}
    for name in names:
        try:
            module, _, function = name.partition(":")
            loaded = importlib.import_module(module)
            if function:
                getattr(loaded, function)()
        except Exception as error:  # noqa: BLE001 (whatever a library raises at its first use)
            missing[name] = f"{type(error).__name__}: {error}"
    if "pytest" in sys.modules:
        from _pytest.config import default_plugins

        extra = [f"_pytest.{name}" for name in default_plugins]
        found = importlib.metadata.entry_points(group="pytest11")
        for name in ["keelback_pytest", "pdb", "faulthandler", *extra, *(entry.module for entry in found)]:
            with suppress(Exception):
                importlib.import_module(name)
        with suppress(Exception):
            sys.modules["keelback_pytest"].plugin_arguments()
    return missing


def count_cores() -> int:
    return len(list_cores()) or os.cpu_count() or 1


def list_cores() -> list[int]:
    """Those that this process may use; none where the system does not tell. A container may be given a few of many."""
    return sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []


def main() -> None:
    options = json.loads(sys.argv[1])
    begun = time.monotonic()
    channel = os.dup(1)
    os.dup2(2, 1)  # What a library prints is not an answer.
    forks = bool(options["fork"]) and hasattr(os, "fork")
    guardian = keelback_guardian.start() if forks else None
    missing = preload(options["preload"]) if forks else {}
    sys.path.remove(own_folder)  # The project must not find our modules by accident.
    gc.collect()
    gc.freeze()
    at_once = options["atOnce"] or count_cores()
    ready = {"ready": True, "python": sys.version.split()[0], "forks": forks, "missing": missing, "atOnce": at_once}
    write_line(channel, ready | {"seconds": round(time.monotonic() - begun, 3)})
    if guardian is None:
        serve_plainly(channel, at_once)
    else:
        Worker(channel, at_once, guardian).serve()
        guardian.dismiss()


if __name__ == "__main__":
    main()
