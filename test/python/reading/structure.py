"""Reads the structure of modules with CPython's own parser: lines of JSON in, lines of JSON out."""

import ast
import json
import sys
import warnings

warnings.simplefilter("ignore")


def read_body(body, inner):
    items = []
    for node in body:
        decorators = getattr(node, "decorator_list", [])
        start = min([node.lineno, *(item.lineno for item in decorators)])
        members = None
        # A body on the class's own line is no block.
        if inner and isinstance(node, ast.ClassDef) and node.body[0].lineno > node.lineno:
            members = read_body(node.body, True)
        name = getattr(node, "name", None) if isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)) else None
        if items and start <= items[-1]["end"]:
            # Statements on one line, by a semicolon, are one item.
            items[-1]["end"] = node.end_lineno
            items[-1]["members"] = None
        else:
            items.append({"name": name, "start": start, "end": node.end_lineno, "members": members})
    return items


for line in sys.stdin:
    request = json.loads(line)
    try:
        if "path" in request:
            with open(request["path"], encoding="utf-8", newline="") as file:
                source = file.read()
        else:
            source = request["source"]
        tree = ast.parse(source.encode("utf-8"))
        answer = {"items": read_body(tree.body, True), **({"source": source} if "path" in request else {})}
    except (SyntaxError, ValueError, RecursionError, MemoryError, UnicodeError):
        answer = {"items": None}
    print(json.dumps(answer))
