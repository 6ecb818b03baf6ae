"""Lines and branches by `sys.monitoring` (PEP 669): at a fraction of what a trace function costs.

Before Python 3.14 there is one event for both sides of a branch, and coverage.py falls back to its tracer, which sees
every call of every library and so trebles the time of a run. Here only code below the measured folders has events; a
place that has told all it can is switched off. What was seen goes into coverage.py, whose analysis and report stay.
"""

import sys
from collections.abc import Callable
from types import CodeType

from coverage.bytecode import BranchArcResolver
from coverage.parser import multiline_map_from_text
from coverage.python import get_python_source

type Arc = tuple[int, int]

monitoring = sys.monitoring
events = monitoring.events


class BranchMonitor:
    """Collects arcs of the files that `wanted` says yes to, in the form that coverage.py keeps them in."""

    def __init__(self, wanted: Callable[[str], bool]) -> None:
        self.wanted = wanted
        self.arcs: dict[str, set[Arc]] = {}
        self.codes: dict[int, CodeArcs] = {}
        self.multiline: dict[str, dict[int, int]] = {}

    def start(self) -> None:
        tool = monitoring.COVERAGE_ID
        monitoring.use_tool_id(tool, "keelback")
        monitoring.register_callback(tool, events.PY_START, self.see_start)
        monitoring.register_callback(tool, events.LINE, self.see_line)
        monitoring.register_callback(tool, events.PY_RETURN, self.see_return)
        monitoring.register_callback(tool, events.BRANCH, self.see_branch)
        monitoring.set_events(tool, events.PY_START)

    def stop(self) -> None:
        monitoring.set_events(monitoring.COVERAGE_ID, 0)
        monitoring.free_tool_id(monitoring.COVERAGE_ID)

    def see_start(self, code: CodeType, _offset: int) -> object:
        if id(code) not in self.codes and self.wanted(code.co_filename):
            self.codes[id(code)] = self.open(code)
            local = events.LINE | events.PY_RETURN | events.BRANCH
            monitoring.set_local_events(monitoring.COVERAGE_ID, code, local)
        return monitoring.DISABLE

    def open(self, code: CodeType) -> "CodeArcs":
        file = code.co_filename
        if file not in self.multiline:
            self.multiline[file] = multiline_map_from_text(get_python_source(file))
        return CodeArcs(code, self.arcs.setdefault(file, set()), self.multiline[file])

    def see_line(self, code: CodeType, line: int) -> object:
        self.codes[id(code)].see_line(line)
        return monitoring.DISABLE

    def see_return(self, code: CodeType, offset: int, _value: object) -> object:
        self.codes[id(code)].see_return(offset)
        return monitoring.DISABLE

    def see_branch(self, code: CodeType, offset: int, target: int) -> object:
        return monitoring.DISABLE if self.codes[id(code)].see_branch(offset, target) else None


class CodeArcs:
    """What was seen of one code object, which is held so that no other gets its id."""

    def __init__(self, code: CodeType, arcs: set[Arc], multiline: dict[int, int]) -> None:
        self.code = code
        self.arcs = arcs
        self.lines = {
            offset: line for start, end, line in code.co_lines() if line is not None for offset in range(start, end, 2)
        }
        self.resolver = BranchArcResolver(code, self.lines, multiline)
        self.targets: dict[int, set[int]] = {}
        self.last_line: int | None = None

    def see_line(self, line: int) -> None:
        self.arcs.add((line, line))
        # Lines that follow each other without a branch, such as a class that fits on one line and what comes after it.
        if self.last_line is not None and self.last_line != line:
            self.arcs.add((self.last_line, line))
        self.last_line = line

    def see_return(self, offset: int) -> None:
        if (line := self.lines.get(offset)) is not None:
            self.arcs.add((line, -self.code.co_firstlineno))
        self.last_line = None

    def see_branch(self, offset: int, target: int) -> bool:
        """Notes where a branch went; True once it has gone both ways."""
        seen = self.targets.setdefault(offset, set())
        if target not in seen:
            seen.add(target)
            arc = self.resolver.resolve(offset, target) or self.jump(offset, target)
            if arc is not None:
                self.arcs.add(arc)
        return len(seen) > 1

    def jump(self, offset: int, target: int) -> Arc | None:
        """A branch whose way cannot be followed still ends on a line, where an exception takes it."""
        start, end = self.lines.get(offset), self.lines.get(target)
        return None if start is None or end is None or start == end else (start, end)
