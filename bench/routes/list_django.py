"""The routes that Django itself resolves, as JSON: run where the project's settings can be imported.

DJANGO_SETTINGS_MODULE=site.settings python list_django.py PROJECT_FOLDER > routes.json
"""

import functools
import inspect
import json
import os
import re
import sys
from pathlib import Path

ROOT = Path(sys.argv[1]).resolve()
sys.path.insert(0, os.getcwd())

import django  # noqa: E402

django.setup()

from django.contrib.admindocs.views import simplify_regex  # noqa: E402
from django.urls import URLPattern, get_resolver  # noqa: E402
from django.urls.resolvers import LocalePrefixPattern  # noqa: E402


def method_limit(view):
    """The methods of `require_http_methods` and the like, from the closures of what is wrapped around a function."""
    seen = set()
    todo = [view]
    while todo:
        function = todo.pop()
        if id(function) in seen or not callable(function):
            continue
        seen.add(id(function))
        code = getattr(function, "__code__", None)
        closure = getattr(function, "__closure__", None) or ()
        for name, cell in zip(code.co_freevars if code else (), closure):
            try:
                value = cell.cell_contents
            except ValueError:
                continue
            if name == "request_method_list":
                return list(value)
        inner = getattr(function, "__wrapped__", None)
        if inner is not None:
            todo.append(inner)
    return None


def template_of(route):
    """As the framework tells people of its URLs, with the braces of OpenAPI."""
    route = re.sub(r"/?<drf_format_suffix\w*:format>", ".<format>", route)
    path = re.sub(r"<(?:[^<>:]+:)?(\w+)>", r"{\1}", simplify_regex(route))
    return re.sub(r"\\([^\w\s])", r"\1", path)


def methods_of(view):
    while isinstance(view, functools.partial):
        view = view.func
    cls = getattr(view, "cls", None) or getattr(view, "view_class", None)
    if cls is None:
        limit = method_limit(view) or ["ANY"]
        return [method for method in limit if method not in ("HEAD", "OPTIONS")]
    initial = getattr(view, "initkwargs", None) or getattr(view, "view_initkwargs", None) or {}
    allowed = [method.lower() for method in initial.get("http_method_names", cls.http_method_names)]
    actions = getattr(view, "actions", None)
    present = actions if actions is not None else [m for m in allowed if hasattr(cls, m)]
    named = [m.upper() for m in present if m in allowed and m not in ("head", "options") and getattr(cls, m, True)]
    # A class that answers by its own `dispatch` takes whatever comes.
    return named or ["ANY"]


def is_inherited(view, methods):
    """Whether all that answers is written in a package, though the class is the project's."""
    cls = getattr(view, "cls", None) or getattr(view, "view_class", None)
    if cls is None or getattr(view, "actions", None) is not None:
        return False
    return not any(is_inside(getattr(getattr(cls, m.lower(), None), "__module__", None)) for m in methods)


def is_inside(module):
    file = getattr(sys.modules.get(module or ""), "__file__", None)
    return file is not None and Path(file).resolve().is_relative_to(ROOT) and "site-packages" not in file


def source_of(view):
    while isinstance(view, functools.partial):
        view = view.func
    target = getattr(view, "cls", None) or getattr(view, "view_class", None) or inspect.unwrap(view)
    if target.__class__.__name__ == "type" and target.__name__ == "WrappedAPIView":
        target = view
    module = sys.modules.get(getattr(target, "__module__", "") or "")
    file = getattr(module, "__file__", None)
    name = f"{getattr(target, '__module__', '')}.{getattr(target, '__qualname__', type(target).__name__)}"
    if file is None:
        return name, None
    path = Path(file).resolve()
    inside = path.is_relative_to(ROOT) and "site-packages" not in path.parts
    return name, str(path.relative_to(ROOT)) if inside else None


def walk(patterns, above, namespaces, out):
    for entry in patterns:
        own = entry.pattern
        here = above + ("<language_code>/" if isinstance(own, LocalePrefixPattern) else str(own))
        if isinstance(entry, URLPattern):
            handler, file = source_of(entry.callback)
            actions = getattr(entry.callback, "actions", None) or {}
            for method in methods_of(entry.callback):
                out.append(
                    {
                        "method": method,
                        "path": template_of(here),
                        "handler": handler,
                        "file": file,
                        "inherited": is_inherited(entry.callback, methods_of(entry.callback)),
                        "action": actions.get(method.lower()),
                        "name": ":".join([*namespaces, entry.name]) if entry.name else None,
                    }
                )
        else:
            below = [*namespaces, entry.namespace] if entry.namespace else namespaces
            walk(entry.url_patterns, here, below, out)


found = []
walk(get_resolver().url_patterns, "", [], found)
json.dump(found, sys.stdout, indent=1)
