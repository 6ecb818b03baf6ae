"""One request while it runs in its fork, as the worker sees it."""

import json
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

type Request = dict[str, Any]
type Emit = Callable[[dict[str, Any]], None]

# Under which folder pytest makes its temporary ones.
temporary_root = "PYTEST_DEBUG_TEMPROOT"
kept_output = {"pytest": 1 << 16, "call": 1 << 16, "module": 1 << 20, "script": 1 << 24}


@dataclass
class Job:
    request: Request
    pid: int
    streams: dict[str, int]
    core: int | None = None
    begun: float = field(default_factory=time.monotonic)
    timed_out: bool = False
    cpu_seconds: float = 0.0
    read_so_far: dict[str, bytearray] = field(default_factory=dict)

    @staticmethod
    def fork(request: Request, work: Callable[[Request, Emit], None], core: int | None = None) -> "Job":
        """Starts a child with output, errors and events on pipes of their own, in a session of its own.

        With a core it stays on that one.
        """
        pipes = {name: os.pipe() for name in ("stdout", "stderr", "events")}
        sys.stdout.flush()
        sys.stderr.flush()
        pid = os.fork()
        if pid == 0:
            if core is not None:
                os.sched_setaffinity(0, {core})
            run_fork(request, pipes, work)
        for reader, writer in pipes.values():
            os.close(writer)
            os.set_blocking(reader, False)
        return Job(request, pid, {name: reader for name, (reader, _) in pipes.items()}, core)

    @property
    def deadline(self) -> float:
        return self.begun + float(self.request["timeoutSeconds"])

    def kill(self) -> None:
        """Ends the child, also where it has not yet made a group of its own, with all that it started."""
        self.end_group()
        with suppress(ProcessLookupError, PermissionError):
            os.kill(self.pid, signal.SIGKILL)

    def end_group(self) -> None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)

    def read(self, name: str) -> bool:
        """Takes what there is; False when there is nothing more to come, or nothing now."""
        try:
            data = os.read(self.streams[name], 1 << 16)
        except BlockingIOError:
            return False
        kept = self.read_so_far.setdefault(name, bytearray())
        kept += data
        limit = kept_output[self.request["kind"]]
        if name != "events" and len(kept) > 2 * limit:
            del kept[:-limit]
        return data != b""

    def text(self, name: str) -> str:
        limit = kept_output[self.request["kind"]]
        return bytes(self.read_so_far.get(name, b"")[-limit:]).decode("utf-8", "replace")

    def events(self) -> list[dict[str, Any]]:
        lines = bytes(self.read_so_far.get("events", b"")).split(b"\n")[:-1]
        return [json.loads(line) for line in lines]


def with_scratch(request: Request, folder: str) -> Request:
    """A run of pytest makes its temporary folders in a place of its own below this one.

    Otherwise all runs share one and clear away what others have left, which fails where two do so at once.
    """
    if request["kind"] != "pytest":
        return request
    scratch = tempfile.mkdtemp(dir=folder)
    return {**request, "scratch": scratch, "environment": {temporary_root: scratch, **request["environment"]}}


def run_fork(request: Request, pipes: dict[str, tuple[int, int]], work: Callable[[Request, Emit], None]) -> None:
    """In the child: never returns, and runs nothing of the parent's clean-up."""
    code = 70
    try:
        os.setsid()
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        os.close(nothing)
        for name, descriptor in (("stdout", 1), ("stderr", 2)):
            os.dup2(pipes[name][1], descriptor)
            os.close(pipes[name][1])
        for reader, _ in pipes.values():
            os.close(reader)
        work(request, emit_to(pipes["events"][1]))
        code = 0
    except BaseException as error:  # noqa: BLE001 (the fork must not fall back into the parent's loop)
        with suppress(Exception):
            print(f"keelback worker: {type(error).__name__}: {error}", file=sys.stderr)
    finally:
        with suppress(Exception):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def emit_to(descriptor: int) -> Emit:
    def emit(event: dict[str, Any]) -> None:
        data = json.dumps(event, default=repr).encode() + b"\n"
        while data:
            data = data[os.write(descriptor, data) :]

    return emit


def compose_answer(job: Job, exit_code: int) -> dict[str, Any]:
    """One answer of all that a child said; where it did not come to an end, what it had said until then."""
    if "scratch" in job.request:
        shutil.rmtree(job.request["scratch"], ignore_errors=True)
    answer: dict[str, Any] = {"id": job.request["id"], "status": "timed-out" if job.timed_out else "crashed"}
    answer |= {"seconds": round(time.monotonic() - job.begun, 3), "cpuSeconds": round(job.cpu_seconds, 3)}
    answer["exitCode"] = exit_code
    answer |= {"stdout": job.text("stdout"), "stderr": job.text("stderr")}
    if job.request["kind"] == "pytest":
        answer |= {"tests": [], "collectionErrors": []}
    for event in job.events():
        match event.pop("event"):
            case "running":
                answer["running"] = event["nodeid"]
            case "test":
                answer["tests"].append(event)
                answer.pop("running", None)
            case "collection-error":
                answer["collectionErrors"].append(event)
            case "done" if not job.timed_out:
                answer |= {"status": "finished"} | event
    return answer
