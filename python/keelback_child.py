"""What happens in a fork: the surroundings of a fresh process, then pytest, a function, a module or a script."""

import asyncio
import atexit
import importlib
import importlib.util
import inspect
import os
import runpy
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from types import ModuleType
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
            emit({"event": "done", "exitCode": run_program(request, lambda: run_module(request["module"]))})
        case "script":
            emit({"event": "done", "exitCode": run_program(request, lambda: run_script(request["script"]))})
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
    if "input" in request:
        give_input(request["input"])


def give_input(text: str) -> None:
    """Standard input, at whose end the program comes as at that of a file."""
    with tempfile.TemporaryFile() as file:
        file.write(text.encode())
        file.seek(0)
        os.dup2(file.fileno(), 0)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 (it is the program's, to its end)


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


def run_module(name: str) -> None:
    """As `python -m name` would."""
    sys.argv[0] = name
    runpy.run_module(name, run_name="__main__", alter_sys=True)


def run_script(text: str) -> None:
    """As `python -c text` would."""
    sys.argv[0] = "-c"
    main = sys.modules["__main__"] = ModuleType("__main__")
    exec(compile(text, "<string>", "exec"), main.__dict__)


def run_program(request: Request, program: Callable[[], None]) -> int:
    """Runs it with the arguments of the request; gives the exit code."""
    sys.argv = ["", *request["arguments"]]
    code = 0
    try:
        program()
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
