import { deepEqual, equal, match } from "node:assert/strict";
import { test } from "node:test";
import type { DomainSettings } from "#domain";
import { understandText, withAccounts } from "./check.ts";

const crate = `    Crate: { type: object, required: [id, label], properties: { id: { type: integer, readOnly: true }, label: { type: string } } }`;
const body = `requestBody: { required: true, content: { application/json: { schema: { type: object, required: [label], properties: { label: { type: string } } } } } }`;
const made = `responses: { "201": { description: one, content: { application/json: { schema: { $ref: "#/components/schemas/Crate" } } } } }`;

function make(more: string, path = "/crates"): string {
  return `  ${path}:\n    post: { operationId: make, ${more}, security: [{ bearer: [] }], ${body}, ${made} }`;
}

function rolesOf(paths: string, settings?: DomainSettings): readonly string[] | undefined {
  const { operations } = understandText(withAccounts(paths, crate), settings);
  return operations.find(({ id }) => id === "make")?.roles;
}

test("words, paths and extensions say that an operation is for some accounts only", () => {
  for (const summary of [
    "Make a crate (admin only)",
    "Only administrators can make crates",
    "Make a crate. Requires the admin role",
    "Make a crate [Admin]",
    "Admin: make a crate",
    "Restricted to admins",
  ])
    deepEqual(rolesOf(make(`summary: "${summary}"`)), ["admin"], summary);
  deepEqual(rolesOf(make("summary: Make", "/admin/crates")), ["admin"]);
  deepEqual(rolesOf(make("x-roles: [packer, boss]")), ["packer", "boss"]);
  deepEqual(rolesOf(make('x-required-permission: "crates:write"')), ["crates:write"]);
  deepEqual(rolesOf(make('x-roles: [packer], x-permissions: ["crates:write"]')), ["packer"]);
});

test("so do words of other languages", () => {
  for (const summary of [
    "Crea una caja. Sólo para administradores",
    "Apenas administradores",
    "Nur für Administratoren",
    "Réservé aux administrateurs",
    "Создать ящик. Только для администраторов и менеджеров",
    "创建箱子（仅管理员）",
    "箱を作る（管理者のみ）",
    "Khusus admin",
  ])
    deepEqual(rolesOf(make(`summary: "${summary}"`)), ["admin"], summary);
});

test("who is let in is not guessed where words speak of roles and do not say", () => {
  for (const summary of [
    "Members make crates of their own, admins all",
    "Для администраторов - все ящики, для остальных - только активные",
    "Нужны права доступа",
    "Requiere permisos",
    "需要权限",
  ]) {
    const { operations } = understandText(withAccounts(make(`summary: "${summary}"`), crate));
    equal(operations.find(({ id }) => id === "make")?.behaviour.kind, "custom", summary);
  }
});

test("who asks for a role asks for an account, though no security is declared", () => {
  const open = make("summary: Make a crate (admin only)").replace("security: [{ bearer: [] }], ", "");
  const { operations } = understandText(withAccounts(open, crate));
  const found = operations.find(({ id }) => id === "make");
  deepEqual([found?.access, found?.roles], ["required", ["admin"]]);
});

test("other words do not", () => {
  for (const summary of [
    "Make a crate for the administration office",
    "Make a crate with a role",
    "Make one",
  ])
    deepEqual(rolesOf(make(`summary: "${summary}"`)), [], summary);
});

test("it is told as an assumption that one line settles", () => {
  const paths = make("summary: Admin only");
  const { assumptions, roles } = understandText(withAccounts(paths, crate));
  deepEqual(roles, { names: ["admin"] });
  const [first] = assumptions;
  equal(first?.setting, "domain.operations.make.role");
  match(first.text, /nobody has until it is granted/);
  deepEqual(rolesOf(paths, { operations: { make: { role: "anybody" } } }), []);
  deepEqual(rolesOf(make("summary: Make"), { operations: { make: { role: "boss, packer" } } }), [
    "boss",
    "packer",
  ]);
});

test("an account's own field says its role, the least is everybody's, and nobody takes another", () => {
  const text = withAccounts(make("summary: Only for admins"), crate)
    .replace(
      "handle: { type: string }, email: { type: string }, password: { type: string } } }",
      "handle: { type: string }, email: { type: string }, password: { type: string }, role: { type: string, enum: [PACKER, SUPER_ADMIN] } } }",
    )
    .replace(
      "email: { type: string }, token: { type: string } } }",
      "email: { type: string }, token: { type: string }, role: { type: string, enum: [PACKER, SUPER_ADMIN] } } }",
    );
  const domain = understandText(text);
  deepEqual(domain.roles, { names: ["PACKER", "SUPER_ADMIN"], field: "role" });
  deepEqual(domain.operations.find(({ id }) => id === "make")?.roles, ["SUPER_ADMIN"]);
  const account = domain.entities.find(({ name }) => name === domain.accounts?.entity);
  equal(account?.fields.find(({ name }) => name === "role")?.default, "PACKER");
  const register = domain.operations.find(({ behaviour }) => behaviour.kind === "register")?.behaviour;
  deepEqual(register && "body" in register && register.body.ignored?.map(({ field }) => field), ["role"]);
});

test("permissions that no account may be called let in the role that most is open to", () => {
  const text = withAccounts(
    `${make('x-permissions: ["crates:write"]')}\n${make("x-roles: [boss]", "/boxes").replace("operationId: make", "operationId: other")}`,
    crate,
  ).replace(
    "Member: { type: object, required: [handle, email, token], properties: {",
    "Member: { type: object, required: [handle, email, token], properties: { role: { type: string, enum: [packer, boss] },",
  );
  const { operations } = understandText(text);
  deepEqual(operations.find(({ id }) => id === "make")?.roles, ["boss"]);
  // Below a path of the caller's own it is everybody's own.
  const own = understandText(text.replace("  /crates:\n", "  /me/crates:\n"));
  deepEqual(own.operations.find(({ id }) => id === "make")?.roles, []);
});

test("permissions that the words name are asked for, but of rows that are the caller's own", () => {
  for (const [summary, roles] of [
    ["Make. **Permissions Required:** PACK:CRATE, or MANAGE:CRATE", ["PACK:CRATE", "MANAGE:CRATE"]],
    ["Make one. Requires the permission `crates.write`", ["crates.write"]],
    ["Make one. Requires crates:write permission", ["crates:write"]],
    ["Make one (required permission: CRATES_WRITE)", ["CRATES_WRITE"]],
    ["Make one. Permissions required: any authenticated user", []],
    ["Make one, e.g. for the permission of others", []],
  ] as const)
    deepEqual(rolesOf(make(`summary: "${summary}"`)), roles, summary);
  const listed = `${make('summary: "Permissions required: crates:write"')}
    get: { operationId: own, summary: "The current user's crates. Permissions required: crates:read", security: [{ bearer: [] }], responses: { "200": { description: all, content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Crate" } } } } } } }`;
  deepEqual(rolesOf(listed), []);
  const settled = { operations: { make: { role: "anybody" } } };
  deepEqual(rolesOf(make('summary: "Requires crates:write permission"'), settled), []);
});

test("where people have roles in one row, whose role the words mean is not guessed", () => {
  const members = (property: string): string => `  /crates/{id}/members:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    post: { operationId: enter, security: [{ bearer: [] }], requestBody: { required: true, content: { application/json: { schema: { type: object, properties: { email: { type: string }, ${property}: { type: string } } } } } }, responses: { "201": { description: made } } }`;
  const change = `  /crates/{crate}:
    parameters: [{ name: crate, in: path, required: true, schema: { type: integer } }]
    put: { operationId: make, summary: Change one (admin only), security: [{ bearer: [] }], ${body}, ${made.replace("201", "200")} }`;
  const reasonOf = (paths: string): string => {
    const { operations } = understandText(withAccounts(`${paths}\n${list}`, crate));
    const found = operations.find(({ id }) => id === "make")?.behaviour;
    return found?.kind === "custom" ? found.reason : "";
  };
  const list = make("summary: Make").replace("operationId: make", "operationId: first");
  match(reasonOf(`${change}\n${members("role")}`), /somebody of \/crates\/\{id\}\/members/);
  equal(reasonOf(`${change}\n${members("since")}`), "");
});

test("what a 403 says of a role asks for it, unless owners are let in, too", () => {
  const refusing = (description: string): string =>
    make("summary: Make").replace('"201":', `"403": { description: "${description}" }, "201":`);
  deepEqual(rolesOf(refusing("Admin access required")), ["admin"]);
  deepEqual(rolesOf(refusing("Only admins may do this")), ["admin"]);
  deepEqual(rolesOf(refusing("Only admins and the owner")), []);
  deepEqual(rolesOf(refusing("Not allowed")), []);
});
