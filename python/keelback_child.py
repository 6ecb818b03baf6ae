"""What happens in a fork: the surroundings of a fresh process, then pytest, a function or a module."""

import asyncio
import atexit
import importlib
import importlib.util
import inspect
import os
import runpy
import sys
import time
import traceback
from contextlib import suppress
from typing import Any

from keelback_job import Emit, Request

unentered = {"__pycache__", "node_modules", ".git", ".venv", "venv"}


def run(request: Request, emit: Emit) -> None:
    """Does what the request asks and says so; the caller ends the process."""
    prepare(request)
    match request["kind"]:
        case "pytest":
            load_reporter(measures="coverage" in request).run(request, emit)
        case "call":
            emit({"event": "done"} | call(request))
        case "module":
            emit({"event": "done", "exitCode": run_module(request)})
        case kind:
            raise ValueError(f"no such kind of request: {kind}")


def load_reporter(*, measures: bool) -> Any:  # noqa: ANN401 (a module)
    """Ours lie beside this file, where the project's own imports must not look."""
    sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
    try:
        if measures:
            importlib.import_module("keelback_monitoring")
        return importlib.import_module("keelback_pytest")
    finally:
        sys.path.pop(0)


def prepare(request: Request) -> None:
    folder = request["folder"]
    os.chdir(folder)
    os.environ.update(request["environment"])
    if "TZ" in request["environment"]:
        time.tzset()
    sys.path.insert(0, folder)
    sys.dont_write_bytecode = False
    sys.pycache_prefix = request["bytecode"]
    os.environ["PYTHONPYCACHEPREFIX"] = request["bytecode"]
    drop_doubtful_bytecode(folder)
    importlib.invalidate_caches()


def drop_doubtful_bytecode(folder: str) -> None:
    """Takes away compiled modules that were written within a second of their source.

    Python tells a stale one by the second in which the source was changed and by its size: a file that is written,
    run and written again within one second, at the same length, would go on running as it was.
    """
    for parent, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name not in unentered]
        for name in files:
            if not name.endswith(".py"):
                continue
            source = os.path.join(parent, name)
            with suppress(OSError):
                compiled = importlib.util.cache_from_source(source)
                if os.stat(compiled).st_mtime < int(os.stat(source).st_mtime) + 2:
                    os.remove(compiled)


def call(request: Request) -> dict[str, Any]:
    """Calls `module:name.name` with the arguments and gives what it returns, awaited where it is to be."""
    module, _, names = request["function"].partition(":")
    try:
        target: Any = importlib.import_module(module)
        for name in names.split("."):
            target = getattr(target, name)
        value = target(*request.get("arguments", []), **request.get("keywords", {}))
        if inspect.isawaitable(value):
            value = asyncio.run(finish(value))
    except BaseException as error:  # noqa: BLE001 (the project's own code may raise anything)
        return {"status": "raised", "exception": type(error).__name__, "message": str(error), "trace": tail(error)}
    return {"value": value}


async def finish(value: Any) -> Any:  # noqa: ANN401 (whatever the function gives)
    return await value


def tail(error: BaseException) -> str:
    return "".join(traceback.format_exception(error))[-8000:]


def run_module(request: Request) -> int:
    """As `python -m module arguments` would; gives the exit code."""
    sys.argv = [request["module"], *request["arguments"]]
    code = 0
    try:
        runpy.run_module(request["module"], run_name="__main__", alter_sys=True)
    except SystemExit as end:
        if isinstance(end.code, str):
            print(end.code, file=sys.stderr)
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # noqa: BLE001 (as the interpreter itself: trace and code 1)
        traceback.print_exc()
        code = 1
    finally:
        atexit._run_exitfuncs()
    return code
