"""Prints CPython's own tree of each file named on standard input, one line of JSON a file, with UTF-16 offsets.

A file that CPython refuses is printed as null. Standard library only.
"""

import ast
import json
import sys
import tokenize


class Offsets:
    """Line and column of CPython (bytes of UTF-8) to UTF-16 units of the whole text."""

    def __init__(self, text: str) -> None:
        self.lines = []
        self.starts = []
        at = 0
        for line in text.replace("\r\n", "\n\0").replace("\r", "\n").split("\n"):
            whole = line.lstrip("\0") if line.startswith("\0") else line
            at += 1 if line.startswith("\0") else 0
            self.lines.append(whole)
            self.starts.append(at)
            at += len(whole.encode("utf-16-le", "surrogatepass")) // 2 + 1

    def at(self, line: int, column: int) -> int:
        text = self.lines[line - 1]
        if text.isascii():
            return self.starts[line - 1] + column
        before = text.encode("utf-8", "surrogatepass")[:column].decode("utf-8", "surrogatepass")
        return self.starts[line - 1] + len(before.encode("utf-16-le", "surrogatepass")) // 2


ADDED = (ast.TypeVar, ast.TypeVarTuple, ast.ParamSpec)
SKIPPED = {"ctx", "type_comment", "kind", "type_ignores", "simple", "str"}


def dump(node: object, offsets: Offsets, placed: bool = True) -> object:
    if isinstance(node, list):
        return [dump(item, offsets, placed) for item in node]
    if not isinstance(node, ast.AST):
        return node
    name = type(node).__name__
    if name == "Constant":
        value = constant(node.value)
    elif name == "MatchSingleton":
        value = {"value": str(node.value)}
    elif name in ("JoinedStr", "TemplateStr"):
        value = {"values": joined(node.values, offsets)}
    else:
        value = {
            field: dump(getattr(node, field, None), offsets, placed)
            for field in node._fields
            if field not in SKIPPED
        }
    if isinstance(node, ADDED):
        # Python 3.13 knows defaults of type parameters; before, none had one.
        value.setdefault("default_value", None)
    place = []
    if placed and hasattr(node, "lineno"):
        place = [offsets.at(node.lineno, node.col_offset), offsets.at(node.end_lineno, node.end_col_offset)]
    return [name, place, value]


def joined(values: list, offsets: Offsets) -> list:
    out: list = []
    for value in values:
        if isinstance(value, ast.Constant):
            out.append(value.value)
            continue
        spec = value.format_spec
        out.append(
            [
                dump(value.value, offsets),
                value.conversion,
                None if spec is None else joined(spec.values, offsets),
            ]
        )
    return out


def constant(value: object) -> object:
    if isinstance(value, bytes):
        return {"bytes": value.decode("latin-1")}
    if isinstance(value, str):
        return {"str": value}
    if value is Ellipsis:
        return "..."
    return str(value) if value is None or isinstance(value, bool) else "number"


def main() -> None:
    sys.setrecursionlimit(20000)
    for path in sys.stdin.read().splitlines():
        try:
            with tokenize.open(path) as file:
                file.reconfigure(newline="")
                text = file.read()
            tree = ast.parse(text)
        except (SyntaxError, ValueError, UnicodeDecodeError, RecursionError, MemoryError):
            print("null")
            continue
        print(json.dumps([text, dump(tree.body, Offsets(text))], separators=(",", ":")))


main()
