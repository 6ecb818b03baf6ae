import { deepStrictEqual } from "node:assert";
import { test } from "node:test";
import { readContract } from "#contract";
import { matchOperations } from "#drift";
import type { RouteFact } from "#facts";
import { withoutAnswered } from "../../src/verbs/answered-otherwise.ts";

const span = { file: "app/urls.py", line: 1, column: 1, offset: 0, end: 1 };

function route(method: string, path: string, more: Partial<RouteFact> = {}): RouteFact {
  return { method, path, framework: "django", handler: "app/views.py:view", span, ...more };
}

function missing(paths: readonly string[], routes: readonly RouteFact[]): readonly string[] {
  const text = `openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n${paths.map((path) => `  ${path}: {get: {responses: {'200': {description: ok}}}}\n`).join("")}`;
  const { value } = readContract("docs/a.yaml", text);
  if (value === undefined) throw new Error(text);
  return withoutAnswered(matchOperations(value, []), routes).missing.map(({ path }) => path);
}

test("what a plain view or a package may answer is not missing", () => {
  deepStrictEqual(missing(["/me", "/you", "/orders/{id}"], [route("ANY", "/me/"), route("POST", "/you/")]), [
    "/you",
    "/orders/{id}",
  ]);
  deepStrictEqual(missing(["/orders/{id}", "/orders"], [route("GET", "/orders/{order_id}/")]), ["/orders"]);
  const accounts = route("ANY", "/accounts/", { handler: "allauth.urls", opaque: true });
  deepStrictEqual(missing(["/accounts/login", "/account/login"], [accounts]), ["/account/login"]);
});

test("a package at the root answers paths of its own, patterns of the project that are not understood may be any", () => {
  const root = (handler: string): RouteFact => route("ANY", "/", { handler, opaque: true });
  deepStrictEqual(missing(["/a"], [root("django_prometheus.urls")]), ["/a"]);
  deepStrictEqual(missing(["/a"], [root("app/urls.py:made()")]), []);
});
