"""Runs pytest in this process and tells each test as it ends."""

import importlib.metadata
import os
import sys
from collections.abc import Generator
from functools import cache
from typing import Any

import pytest

from keelback_coverage import measure
from keelback_job import Emit, Request

# Failures are described here; pytest's own tracebacks would cost more than the tests that fail.
quiet_arguments = [
    *("-p", "no:cacheprovider"),
    *("-W", "ignore::pytest.PytestAssertRewriteWarning"),
    *("--color=no", "--tb=no"),
]
kept_message = 800
no_autoload = "PYTEST_DISABLE_PLUGIN_AUTOLOAD"


@cache
def plugin_arguments() -> tuple[str, ...]:
    """The installed plugins by name: what pytest loads of itself, without the search through all that is installed.

    That search is for modules whose assertions are to be rewritten, and the plugins are imported here already.
    """
    names = sorted({entry.name for entry in importlib.metadata.entry_points(group="pytest11")})
    return tuple(argument for name in names for argument in ("-p", name))


def run(request: Request, emit: Emit) -> None:
    measured = request.get("coverage")
    # Two measurements at once disturb each other: ours replaces the plugin's.
    instead = ["--no-cov"] if measured is not None and "pytest_cov" in sys.modules else []
    # The project may have it so itself; then it also says which plugins it wants.
    plugins = () if no_autoload in os.environ else plugin_arguments()
    arguments = [*plugins, *quiet_arguments, *instead, *request["arguments"]]
    if plugins:
        os.environ[no_autoload] = "1"
    reporter = Reporter(request["folder"], emit, has_named_plugins=plugins != ())
    with measure(measured) as coverage:
        code = int(pytest.main(arguments, plugins=[reporter]))
    sys.stdout.flush()
    emit({"event": "done", "exitCode": code} | reporter.summary() | coverage)


class Reporter:
    """The plugin: one event as a test begins, one when it is through all its phases."""

    def __init__(self, folder: str, emit: Emit, *, has_named_plugins: bool) -> None:
        self.folder = os.path.realpath(folder)
        self.emit = emit
        self.has_named_plugins = has_named_plugins
        self.current: dict[str, Any] = {}
        self.collected = 0
        self.deselected = 0
        self.warnings: list[str] = []
        self.seed: int | None = None

    @pytest.hookimpl(tryfirst=True)
    def pytest_configure(self) -> None:
        """What was asked for holds for this run of pytest, not for one that a test starts."""
        if self.has_named_plugins:
            del os.environ[no_autoload]

    def summary(self) -> dict[str, Any]:
        seed = {} if self.seed is None else {"seed": self.seed}
        counts = {"collected": self.collected, "deselected": self.deselected, "warnings": len(self.warnings)}
        return counts | {"warningMessages": sorted(set(self.warnings))[:20]} | seed

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self.collected = len(session.items)
        seed = session.config.getoption("randomly_seed", None)
        self.seed = seed if isinstance(seed, int) else None

    def pytest_deselected(self, items: list[pytest.Item]) -> None:
        self.deselected += len(items)

    def pytest_warning_recorded(self, warning_message: Any) -> None:  # noqa: ANN401 (as pytest gives it)
        self.warnings.append(f"{warning_message.category.__name__}: {str(warning_message.message)[:300]}")

    def pytest_exception_interact(self, node: Any, call: Any, report: Any) -> None:  # noqa: ANN401
        if isinstance(report, pytest.CollectReport):
            failure = self.describe(call.excinfo, report) if call.excinfo else {"message": str(report.longrepr)}
            self.emit({"event": "collection-error", "nodeid": report.nodeid or node.name} | failure)

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self.current = {"nodeid": nodeid, "outcome": "passed", "seconds": 0.0}
        self.emit({"event": "running", "nodeid": nodeid})

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        report = yield
        test = self.current
        test["seconds"] = round(test["seconds"] + call.duration, 4)
        if report.failed and test["outcome"] != "failed":
            test |= {"outcome": "failed", "phase": report.when} | self.describe(call.excinfo, report, item)
        elif report.skipped and test["outcome"] == "passed":
            expected = hasattr(report, "wasxfail")
            test |= {"outcome": "xfailed" if expected else "skipped", "message": reason(report)}
        elif report.when == "call" and report.passed and hasattr(report, "wasxfail"):
            test["outcome"] = "xpassed"
        return report

    def pytest_runtest_logfinish(self, nodeid: str) -> None:
        if self.current.get("nodeid") == nodeid:
            self.emit({"event": "test"} | self.current)

    def describe(self, excinfo: Any, report: Any, item: pytest.Item | None = None) -> dict[str, Any]:  # noqa: ANN401
        """Which exception, whether it is an assertion's, its message, and the statement of the project it came from."""
        if excinfo is None:
            return {"assertion": False, "message": str(report.longrepr)[:kept_message]}
        error = unwrap(excinfo.value)
        found = {"exception": type(error).__name__, "assertion": is_assertion(error)}
        return found | {"message": shorten(tell(error))} | self.places(error, item)

    def places(self, error: BaseException, item: pytest.Item | None) -> dict[str, Any]:
        """The innermost statement of the project, and the innermost one of the test's own file."""
        if isinstance(error, SyntaxError) and error.filename is not None and self.is_ours(error.filename):
            return {"file": self.relative(error.filename), "line": error.lineno or 1}
        frames = [(self.relative(file), line) for file, line in walk(error) if self.is_ours(file)]
        if not frames:
            return {}
        file, line = frames[-1]
        own = [line for path, line in frames if item is not None and path == self.relative(str(item.path))]
        found: dict[str, Any] = {"file": file, "line": line}
        return found | ({"testLine": own[-1]} if own else {})

    def is_ours(self, path: str) -> bool:
        real = os.path.realpath(path)
        return real.startswith(self.folder + os.sep) and "site-packages" not in real

    def relative(self, path: str) -> str:
        return os.path.relpath(os.path.realpath(path), self.folder)


def walk(error: BaseException) -> list[tuple[str, int]]:
    """File and line of each frame, outermost first."""
    found: list[tuple[str, int]] = []
    step = error.__traceback__
    while step is not None:
        found.append((step.tb_frame.f_code.co_filename, step.tb_lineno))
        step = step.tb_next
    return found


def unwrap(error: BaseException) -> BaseException:
    """The cause of a failed collection, and the only member of a group."""
    if isinstance(error, pytest.Collector.CollectError) and error.__cause__ is not None:
        return error.__cause__
    if isinstance(error, BaseExceptionGroup) and len(error.exceptions) == 1:
        return unwrap(error.exceptions[0])
    return error


def is_assertion(error: BaseException) -> bool:
    if isinstance(error, BaseExceptionGroup):
        return all(is_assertion(member) for member in error.exceptions)
    return isinstance(error, AssertionError | pytest.fail.Exception)


def tell(error: BaseException) -> str:
    if isinstance(error, pytest.FixtureLookupError):
        return f"{type(error).__name__}: fixture '{error.argname}' not found"
    if is_assertion(error) and not isinstance(error, BaseExceptionGroup):
        return str(error) or "an assertion without a message"
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__


def reason(report: pytest.TestReport) -> str:
    if isinstance(report.longrepr, tuple):
        return shorten(report.longrepr[2])
    return shorten(getattr(report, "wasxfail", "") or str(report.longrepr))


def shorten(text: str) -> str:
    return text.strip()[:kept_message]
