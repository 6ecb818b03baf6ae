import { byCookie } from "../app/cookie-names.ts";
import { loadedName, loadersOf } from "../app/load.ts";
import type { Blueprint, ModuleBlueprint } from "../blueprint.ts";
import type { GeneratedFile } from "../file.ts";
import { keepsSchemes, keptCredentials, keyModule, takesTokens } from "../outside/credentials.ts";
import { describeDecisions } from "./decisions.ts";
import type { ProjectInputs } from "./inputs.ts";
import { contractPath, displayTitle, overlayPath } from "./names.ts";
import { markdownCode, markdownText } from "./quoting.ts";
import { localDatabaseUrl, settingsOf } from "./setting-list.ts";

/** `README.md`: what it is, how to run and test it, where things are, and what was decided where the contract is silent. */
export function emitReadme(blueprint: Blueprint, inputs: ProjectInputs, hasOverlay: boolean): GeneratedFile {
  const sections = [
    opening(blueprint, inputs, hasOverlay),
    run(blueprint),
    test(blueprint),
    migrations(),
    ...handedOut(blueprint),
    ...added(blueprint),
    ...roles(blueprint),
    ...filled(blueprint),
    settings(blueprint),
    layout(blueprint),
    ...decisions(blueprint),
    ...leftOpen(blueprint),
  ];
  return { path: "README.md", text: `${sections.join("\n\n")}\n` };
}

function opening({ domain, database }: Blueprint, inputs: ProjectInputs, hasOverlay: boolean): string {
  const overlay = hasOverlay
    ? `\nWhat it adds to the contract, refusals and what was assumed on the safe side, is in [${overlayPath(inputs)}](${overlayPath(inputs)}).`
    : "";
  const kept = database === "sqlite" ? "SQLite" : "PostgreSQL";
  return `# ${displayTitle(domain.title)}

The backend of the API that [${contractPath(inputs)}](${contractPath(inputs)}) describes: FastAPI, SQLAlchemy and ${kept}.${overlay}`;
}

function run(blueprint: Blueprint): string {
  const base = blueprint.domain.basePath;
  const secret =
    blueprint.account === undefined || byCookie(blueprint)
      ? ""
      : "\nPut a secret key into `.env`; a comment there says how to make one.\n";
  const database = blueprint.database === "sqlite" ? "" : "docker compose up --detach --wait database\n";
  const address = base === "" ? "" : ` The API is under ${markdownCode(base)}.`;
  return `## Run

\`\`\`sh
python -m venv .venv
. .venv/bin/activate
pip install --require-hashes --requirement requirements-dev.txt
cp .env.example .env
\`\`\`
${secret}
\`\`\`sh
${database}alembic upgrade head
uvicorn --factory app.main:create_app --reload
\`\`\`

It serves on http://127.0.0.1:8000, with its documentation at \`/docs\`.${address}
\`/health/live\` answers as long as the process does, \`/health/ready\` as long as the database does too.

In containers: \`docker compose up --build\`. The migration runs first, as a step of its own, and the server after it.`;
}

function test(blueprint: Blueprint): string {
  const isSqlite = blueprint.database === "sqlite";
  const server = isSqlite ? "" : `export TEST_DATABASE_URL=${localDatabaseUrl(blueprint)}\n`;
  const where = isSqlite
    ? "The tests bring databases of their own."
    : "The tests make databases of their own on the server that `TEST_DATABASE_URL` names, and drop them.";
  return `## Test

\`\`\`sh
${server}pytest --cov
ruff check && ruff format --check
mypy .
\`\`\`

${where}`;
}

/** How callers come by credentials that no operation issues. */
function handedOut({ domain }: Blueprint): readonly string[] {
  if (domain.outside.length === 0) return [];
  const kept = keptCredentials(domain);
  const scheme = keepsSchemes(domain) ? " --scheme SCHEME" : "";
  const keys =
    kept.length === 0
      ? []
      : [
          `Keys for ${kept.map((each) => markdownCode(each.scheme)).join(", ")} are handed out here. Only a digest is kept, so a key is shown once:

\`\`\`sh
python -m app.${keyModule(domain)} mint${scheme} NAME
python -m app.${keyModule(domain)} revoke NAME
\`\`\``,
        ];
  const tokens = takesTokens(domain)
    ? [
        `Tokens are signed by the server that \`TOKEN_ISSUER\` names, and verified with its keys. Without one at hand, a developer is the issuer:

\`\`\`sh
python -m tests.issuer .issuer.pem settings >> .env
python -m tests.issuer .issuer.pem token SCOPE ...
\`\`\``,
      ]
    : [];
  return [["## Let callers in", ...keys, ...tokens, ...ofUsers(domain), ...issued(domain)].join("\n\n")];
}

/** Whose rows are that belong to users whom another server knows. */
function ofUsers({ entities }: Blueprint["domain"]): readonly string[] {
  const names = entities.filter(({ subject }) => subject).map(({ name }) => name);
  if (names.length === 0) return [];
  return [
    `${names.join(", ")} rows belong to the user whose token made them: to its claim \`sub\`, which tells users of one issuer apart and of no other. Do not let \`TOKEN_ISSUER\` name another one once there are rows, unless it is known to call the same users the same. A token that a client was granted for itself, and by no user, opens none of them.`,
  ];
}

/** Where clients get their tokens. */
function issued({ outside, operations }: Blueprint["domain"]): readonly string[] {
  return outside.flatMap((credential): readonly string[] => {
    if (credential.kind !== "token" || !credential.issued) return [];
    const { operation, tokenPath } = credential.issued;
    const found = operations.find(({ id }) => id === operation);
    return [
      `Tokens for ${markdownCode(credential.scheme)} are issued here, to clients that ${markdownCode(`${found?.method.toUpperCase() ?? ""} ${found?.path ?? ""}`)} registers: \`POST ${tokenPath}\` with \`grant_type=client_credentials\` and the client's identifier and secret, by HTTP basic or in the form.`,
    ];
  });
}

/** How people come by accounts that no operation makes. */
function added({ domain }: Blueprint): readonly string[] {
  const { accounts } = domain;
  if (!accounts?.added) return [];
  const needed = accounts.added.filter(({ required }) => required).map(({ field }) => markdownCode(field));
  return [
    `## Add an account

No operation lets people make an account for themselves. A command does, from a JSON object with ${needed.join(", ")} and whatever else is known:

\`\`\`sh
python -m app.add_account < account.json
\`\`\``,
  ];
}

/** How accounts come by roles. */
function roles({ domain }: Blueprint): readonly string[] {
  if (!domain.roles || !domain.accounts) return [];
  const names = domain.roles.names.map(markdownCode).join(", ");
  return [
    `## Grant a role

Some operations are for accounts with a role. Nobody has more than the least until it is granted; the roles are ${names}.

\`\`\`sh
python -m app.roles grant ${domain.accounts.loginField.toUpperCase()} ROLE
python -m app.roles revoke ${domain.accounts.loginField.toUpperCase()} ROLE
\`\`\``,
  ];
}

/** How tables are filled that no operation writes. */
function filled(blueprint: Blueprint): readonly string[] {
  const loaders = loadersOf(blueprint);
  if (loaders.length === 0) return [];
  const names = loaders.map((loader) => markdownCode(loadedName(loader))).join(", ");
  return [
    `## Fill tables from outside

No operation makes rows of ${names}. A JSON file with a list of them is loaded whole or not at all:

\`\`\`sh
python -m app.load ${loaders.length === 1 && loaders[0] ? loadedName(loaders[0]) : "ROWS"} FILE
\`\`\``,
  ];
}

function migrations(): string {
  return `## Change a table

\`\`\`sh
alembic revision --autogenerate --rev-id 0002 --message "what changes"
alembic upgrade head
alembic check
\`\`\``;
}

function settings(blueprint: Blueprint): string {
  const rows = settingsOf(blueprint).map(
    ({ variable, purpose, fallback }) =>
      `| \`${variable}\` | ${purpose} | ${fallback === undefined ? "must be set" : `\`${fallback}\``} |`,
  );
  return [
    "## Settings\n\nFrom the environment or `.env`.\n",
    "| variable | what for | default |",
    "|---|---|---|",
    ...rows,
  ].join("\n");
}

function layout({ modules }: Blueprint): string {
  const packages = modules.map((module) => [`app/${module.name}/`, contentOf(module)] as const);
  const rows = [
    ["app/main.py", "puts the application together"],
    ["app/settings.py", "what the environment decides"],
    ["app/database.py", "the engine; one request, one transaction"],
    ["app/errors.py", "how the API says no"],
    ...packages,
    ["docs/", "the contract"],
    ["migrations/", "how tables came to be"],
    ["tests/", "what every operation must do"],
  ] as const;
  const width = Math.max(...rows.map(([path]) => path.length)) + 2;
  const lines = rows.map(([path, what]) => `${path.padEnd(width)}${what}`.trimEnd());
  return `## Layout

\`\`\`
${lines.join("\n")}
\`\`\`

Routes only translate between HTTP and services; rules are in the services, and how rows are read stands in \`queries.py\`.`;
}

function contentOf({ operations, tables }: ModuleBlueprint): string {
  const count = operations.length;
  const parts = [
    ...(count > 0 ? [`${count} ${count === 1 ? "operation" : "operations"}`] : []),
    ...(tables.length > 0
      ? [`${tables.length === 1 ? "table" : "tables"} ${tables.map(({ name }) => name).join(", ")}`]
      : []),
  ];
  return parts.join("; ");
}

function decisions(blueprint: Blueprint): readonly string[] {
  const items = describeDecisions(blueprint).map((item) => `- ${item}`);
  return items.length === 0 ? [] : [`## Decided where the contract is silent\n\n${items.join("\n")}`];
}

function leftOpen({ domain }: Blueprint): readonly string[] {
  const open = domain.operations.filter(({ behaviour }) => behaviour.kind === "custom");
  if (open.length === 0) return [];
  const entries = open.map(({ method, path, behaviour }) => {
    const reason = behaviour.kind === "custom" ? behaviour.reason : "";
    return `- ${markdownCode(`${method.toUpperCase()} ${path}`)}: ${markdownText(reason)}`;
  });
  return [`## Left open\n\nThese answer 501 until somebody writes them.\n\n${entries.join("\n")}`];
}
