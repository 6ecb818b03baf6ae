"""Where a process cannot fork: each request in a fresh Python, slower, with the same answers."""

import json
import os
import subprocess
import sys
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

own_folder = os.path.dirname(os.path.abspath(__file__))
if __name__ == "__main__":
    sys.path.insert(0, own_folder)

import keelback_child  # noqa: E402 (found through the line above)
from keelback_job import Job, Request, compose_answer, emit_to, with_scratch  # noqa: E402

once = "--once"


def serve_plainly(channel: int, at_once: int) -> None:
    """Answers until standard input ends; what still runs then is ended."""
    running: dict[str, subprocess.Popen[bytes]] = {}
    writing = threading.Lock()

    def work(request: Request) -> None:
        answer = json.dumps(run_once(request, running)).encode() + b"\n"
        with writing:
            os.write(channel, answer)

    with ThreadPoolExecutor(at_once) as pool:
        for line in sys.stdin:
            request = json.loads(line)
            if request["kind"] == "cancel":
                if (process := running.get(request["target"])) is not None:
                    process.kill()
            else:
                pool.submit(work, request)
        for process in list(running.values()):
            process.kill()


def run_once(request: Request, running: dict[str, subprocess.Popen[bytes]]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="keelback-", ignore_cleanup_errors=True) as folder:
        request = with_scratch(request, folder)
        events = os.path.join(folder, "events")
        command = [sys.executable, "-I", "-X", "utf8", __file__, once, events]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        running[request["id"]] = process
        job = Job(request, process.pid, {})
        try:
            output = process.communicate(json.dumps(request).encode(), timeout=float(request["timeoutSeconds"]))
        except subprocess.TimeoutExpired:
            job.timed_out = True
            process.kill()
            output = process.communicate()
        running.pop(request["id"], None)
        job.read_so_far = {"stdout": bytearray(output[0]), "stderr": bytearray(output[1])}
        if os.path.exists(events):
            with open(events, "rb") as file:
                job.read_so_far["events"] = bytearray(file.read())
        return compose_answer(job, process.returncode)


def main() -> None:
    sys.path.remove(own_folder)
    request = json.load(sys.stdin)
    descriptor = os.open(sys.argv[2], os.O_WRONLY | os.O_CREAT, 0o600)
    keelback_child.run(request, emit_to(descriptor))
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
