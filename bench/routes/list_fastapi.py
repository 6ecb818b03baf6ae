"""The routes that a FastAPI or Starlette application has, as JSON: run where it can be imported.

python list_fastapi.py module:application PROJECT_FOLDER > routes.json
"""

import importlib
import inspect
import json
import os
import re
import sys
from pathlib import Path

sys.path.insert(0, os.getcwd())
NAME, ROOT = sys.argv[1], Path(sys.argv[2]).resolve()
out = os.dup(1)
os.dup2(2, 1)  # What the application prints while it is imported is not part of the listing.

module, _, attribute = NAME.partition(":")
application = getattr(importlib.import_module(module), attribute or "app")
if inspect.isfunction(application):
    application = application()


def file_of(endpoint):
    target = inspect.unwrap(endpoint) if callable(endpoint) else endpoint
    named = getattr(target, "__module__", None) or type(target).__module__
    file = getattr(sys.modules.get(named), "__file__", None)
    if file is None or "site-packages" in file:
        return None
    path = Path(file).resolve()
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else None


def routes_of(target):
    """The routes of an application; newer releases of FastAPI keep a router that is included as one, and work its routes out as they are asked for."""
    candidates = getattr(target, "effective_candidates", None)
    for route in (candidates() if candidates else getattr(target, "routes", None)) or []:
        if hasattr(route, "effective_candidates"):
            yield from routes_of(route)
        elif candidates:
            yield getattr(route, "starlette_route", None) or Included(route)
        else:
            yield route


class Included:
    def __init__(self, context):
        self.path = context.path
        self.endpoint = context.endpoint
        self.methods = getattr(context.original_route, "methods", None)


def walk(target, above, found):
    for route in routes_of(target):
        path = above + getattr(route, "path", "")
        endpoint = getattr(route, "endpoint", None)
        inner = getattr(route, "app", None)
        if endpoint is None and getattr(inner, "routes", None):
            walk(inner, path, found)
            continue
        if getattr(endpoint, "__qualname__", "").startswith("FastAPI.setup."):
            continue  # The framework's own pages of documentation.
        methods = getattr(route, "methods", None)
        if methods is None:
            methods = ["WEBSOCKET"] if "WebSocket" in type(route).__name__ else ["ANY"]
        for method in sorted(methods):
            if method in ("HEAD", "OPTIONS") and len(methods) > 1:
                continue
            found.append(
                {
                    "method": method,
                    "path": re.sub(r"\{(\w+):[^{}]*\}", r"{\1}", path),
                    "handler": getattr(endpoint, "__qualname__", type(inner).__name__),
                    "file": file_of(endpoint or inner),
                    "mounted": endpoint is None,
                }
            )


found = []
walk(application, "", found)
os.write(out, json.dumps(found, indent=1).encode())
