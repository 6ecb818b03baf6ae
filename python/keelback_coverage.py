"""Measures coverage from before the project's first import; in memory, so that nothing is left in the tree."""

import json
import os
import sys
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

# coverage.py and what measures for it are imported only where something is measured.
type Measured = Any

own_branches = (3, 14)


@contextmanager
def measure(options: dict[str, Any] | None) -> Generator[dict[str, Any]]:
    """Gives a mapping that holds `coverage` once the block has ended; empty where nothing is asked for."""
    result: dict[str, Any] = {}
    if options is None:
        yield result
        return
    from coverage.exceptions import CoverageException

    measured = configure(options)
    folders = monitored_folders(measured)
    with watch(measured) if folders is None else monitor(measured, folders):
        yield result
    try:
        result["coverage"] = summarize(measured)
    except CoverageException as error:
        result["coverage"] = {"problem": str(error)}


def configure(options: dict[str, Any]) -> Measured:
    import coverage

    settings = {name: options[name] for name in ("source", "branch", "concurrency", "omit") if name in options}
    if sys.version_info >= own_branches and "concurrency" not in options:
        # Monitoring sees every greenlet; only a trace function has to be told of them.
        os.environ.setdefault("COVERAGE_CORE", "sysmon")
        settings["concurrency"] = ["thread"]
    return coverage.Coverage(data_file=None, config_file=options.get("configFile", True), **settings)


def monitored_folders(measured: Measured) -> list[str] | None:
    """The folders to measure, where monitoring can do it here; else None, and coverage.py does it its own way."""
    source = measured.get_option("run:source") or []
    told = [measured.get_option(f"run:{name}") for name in ("omit", "include", "source_pkgs", "plugins")]
    folders = [os.path.realpath(name) for name in source]
    if sys.version_info >= own_branches or not measured.get_option("run:branch") or any(told):
        return None
    if not folders or not all(os.path.isfile(os.path.join(folder, "__init__.py")) for folder in folders):
        return None
    return folders


@contextmanager
def watch(measured: Measured) -> Generator[None]:
    measured.start()
    try:
        yield
    finally:
        measured.stop()


@contextmanager
def monitor(measured: Measured, folders: list[str]) -> Generator[None]:
    from keelback_monitoring import BranchMonitor

    within = tuple(folder + os.sep for folder in folders)
    monitor = BranchMonitor(lambda file: os.path.realpath(file).startswith(within))
    monitor.start()
    try:
        yield
    finally:
        monitor.stop()
    data = measured.get_data()
    data.add_arcs({os.path.realpath(file): arcs for file, arcs in monitor.arcs.items()})
    for folder in folders:
        for file in package_files(folder):
            data.touch_file(file)


def package_files(folder: str) -> Generator[str]:
    """What no test has imported counts too."""
    for parent, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if os.path.isfile(os.path.join(parent, name, "__init__.py"))]
        yield from (os.path.join(parent, name) for name in files if name.endswith(".py"))


def summarize(measured: Measured) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "coverage.json")
        measured.json_report(outfile=path)
        with open(path, encoding="utf-8") as file:
            report = json.load(file)
    totals = count(report["totals"])
    files = [describe(name, entry) for name, entry in sorted(report["files"].items())]
    # All of nothing would count as 100 %.
    return {"totals": totals, "files": files} if files else {"problem": "nothing was measured"}


def count(summary: dict[str, Any]) -> dict[str, Any]:
    return {
        "percent": summary["percent_covered"],
        "statements": summary["num_statements"],
        "covered": summary["covered_lines"],
        "excluded": summary["excluded_lines"],
        "branches": summary.get("num_branches", 0),
        "coveredBranches": summary.get("covered_branches", 0),
    }


def describe(name: str, entry: dict[str, Any]) -> dict[str, Any]:
    return {
        "path": name.replace(os.sep, "/"),
        "percent": entry["summary"]["percent_covered"],
        "missing": entry["missing_lines"],
        "missingBranches": entry.get("missing_branches", []),
        "excluded": entry["excluded_lines"],
    }
