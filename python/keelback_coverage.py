"""Measures coverage from before the project's first import; in memory, so that nothing is left in the tree."""

import json
import os
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any


@contextmanager
def measure(options: dict[str, Any] | None) -> Generator[dict[str, Any]]:
    """Gives a mapping that holds `coverage` once the block has ended; empty where nothing is asked for."""
    result: dict[str, Any] = {}
    if options is None:
        yield result
        return
    import coverage
    from coverage.exceptions import CoverageException

    settings = {name: options[name] for name in ("source", "branch", "concurrency", "omit") if name in options}
    measured = coverage.Coverage(data_file=None, config_file=options.get("configFile", True), **settings)
    measured.start()
    try:
        yield result
    finally:
        measured.stop()
    try:
        result["coverage"] = summarize(measured)
    except CoverageException as error:
        result["coverage"] = {"problem": str(error)}


def summarize(measured: Any) -> dict[str, Any]:  # noqa: ANN401 (the library is imported only where it is used)
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
