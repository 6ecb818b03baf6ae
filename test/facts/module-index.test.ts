import { deepStrictEqual, strictEqual } from "node:assert";
import { test } from "node:test";
import { indexModules, moduleNames } from "#facts";

test("a file is named from the folder above its topmost package, and then from those above that", () => {
  const inits = new Set(["src/shop", "src/shop/orders"]);
  deepStrictEqual(
    moduleNames("src/shop/orders/models.py", (folder) => inits.has(folder)),
    [
      { name: "shop.orders.models", root: "src" },
      { name: "src.shop.orders.models", root: "" },
    ],
  );
  deepStrictEqual(moduleNames("src/shop/orders/__init__.py", (folder) => inits.has(folder))[0], {
    name: "shop.orders",
    root: "src",
  });
  deepStrictEqual(
    moduleNames("tools/2to3.py", () => false),
    [],
  );
});

const index = indexModules([
  "manage.py",
  "server/shop/__init__.py",
  "server/shop/models.py",
  "server/shop/json.py",
  "server/shop/api/__init__.py",
  "server/shop/api/views.py",
  "server/plain/tasks.py",
  "clients/shop/__init__.py",
  "clients/shop/models.py",
  "clients/run.py",
  "email/__init__.py",
  "email/send.py",
  "jobs/queue.py",
  "jobs/run.py",
  "typed.pyi",
  "typed.py",
  "docker/settings/worker.py",
  "backend/__init__.py",
  "backend/manage.py",
  "backend/sales/__init__.py",
  "backend/sales/errors.py",
  "backend/sales/utils/rest_framework/__init__.py",
  "backend/sales/utils/rest_framework/views.py",
  "backend/sales/tests/helpers.py",
  "backend/sales/tests/test_sales.py",
]);

const finds: readonly (readonly [name: string, importer: string, found: string | undefined, why: string])[] =
  [
    ["shop.models", "server/shop/api/views.py", "server/shop/models.py", "the root of the importer wins"],
    ["shop.models", "clients/run.py", "clients/shop/models.py", "the root of the importer wins"],
    ["shop", "server/shop/api/views.py", "server/shop/__init__.py", "a package is its __init__"],
    [
      "sales.errors",
      "backend/sales/__init__.py",
      "backend/sales/errors.py",
      "a program is started from there",
    ],
    [
      "rest_framework.views",
      "backend/sales/errors.py",
      undefined,
      "a folder without __init__ within a package is no import path of its package",
    ],
    [
      "sales.utils.rest_framework.views",
      "backend/sales/errors.py",
      "backend/sales/utils/rest_framework/views.py",
      "it is a part of that package",
    ],
    [
      "helpers",
      "backend/sales/tests/test_sales.py",
      "backend/sales/tests/helpers.py",
      "tests find what lies beside them",
    ],
    ["helpers", "backend/sales/errors.py", undefined, "and nothing else does"],
    ["backend.sales", "clients/run.py", "backend/sales/__init__.py", "and it is a package still"],
    [
      "plain.tasks",
      "server/shop/models.py",
      "server/plain/tasks.py",
      "a folder without __init__ is a package",
    ],
    ["json", "server/shop/models.py", undefined, "no file within a package hides the standard library"],
    ["queue", "jobs/run.py", undefined, "no file beside another hides the standard library"],
    ["email.send", "manage.py", "email/send.py", "a package at the importer's root may"],
    ["django.db", "server/shop/models.py", undefined, "what is not there comes from outside"],
    [
      "worker",
      "server/shop/models.py",
      undefined,
      "no file by itself, deep in another tree, hides a package",
    ],
    ["worker", "docker/run.py", "docker/settings/worker.py", "it may be meant within its own tree"],
    ["typed", "manage.py", "typed.py", "a module stands before its stub"],
  ];

for (const [name, importer, found, why] of finds)
  test(`import ${name} in ${importer}: ${why}`, () => {
    strictEqual(index.find(name, importer), found);
  });

test("relative imports climb one folder for each dot after the first", () => {
  strictEqual(index.relative("server/shop/api/views.py", 1, ""), "server/shop/api/__init__.py");
  strictEqual(index.relative("server/shop/api/views.py", 2, "models"), "server/shop/models.py");
  strictEqual(index.relative("server/shop/api/__init__.py", 1, "views"), "server/shop/api/views.py");
  strictEqual(index.relative("server/shop/api/views.py", 9, "models"), undefined);
});
