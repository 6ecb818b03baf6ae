"""Reads what the printer wrote with CPython's own parser: lines of JSON in, lines of JSON out."""

import ast
import json
import keyword
import sys
import unicodedata


def blank(tree: ast.AST) -> str:
    """The form of a tree: strings and the names of fields and parameters say nothing."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            node.value = ""
        elif isinstance(node, ast.JoinedStr):
            node.values = [value for value in node.values if isinstance(value, ast.FormattedValue)]
        elif isinstance(node, ast.arg) and node.arg != "self":
            node.arg = ""
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            node.target.id = ""
    return ast.dump(tree)


def read(source: str) -> dict[str, object]:
    # As bytes, so that a line like `coding: utf-7` would count.
    tree = ast.parse(source.encode("utf-8"))
    tables = [node for node in tree.body if isinstance(node, ast.Assign)]
    values = {node.targets[0].id: node.value for node in tables}
    table = {}
    for key, value in zip(values["TABLE"].keys, values["TABLE"].values):
        table["spread" if key is None else "key"] = ast.literal_eval(key) if key else ""
        table["spread value" if key is None else "value"] = ast.literal_eval(value)
    documented = [
        node for node in ast.walk(tree) if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef))
    ]
    docstrings = [ast.get_docstring(node) or "" for node in documented]
    path = values["PATH"]
    parts = path.values if isinstance(path, ast.JoinedStr) else [path]
    texts = [part.value for part in parts if isinstance(part, ast.Constant)]
    return {
        "string": ast.literal_eval(values["STRING"]),
        "table": table,
        "docstrings": docstrings,
        "path": texts,
        "form": blank(tree),
    }


def is_name(text: str) -> bool:
    normal = unicodedata.normalize("NFKC", text) == text
    return text.isidentifier() and normal and not keyword.iskeyword(text)


for line in sys.stdin:
    request = json.loads(line)
    answer = {"wrong": [name for name in request["names"] if not is_name(name)]} if "names" in request else read(request["module"])
    print(json.dumps(answer))
