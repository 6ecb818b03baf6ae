// What hand-written projects of this stack fell into, and no generated one may. What only shows when it runs is in
// pitfalls.whole.test.ts, and in the suites that test/whole proves on both databases.
import { deepStrictEqual, doesNotMatch, match, ok, strictEqual } from "node:assert";
import { describe, test } from "node:test";
import * as ruff from "@astral-sh/ruff-wasm-nodejs";
import { parse } from "yaml";
import { prove } from "#prove";
import { openMemory, type RunningProcess } from "#workspace";
import {
  bodyFields,
  boundedTexts,
  callsOf,
  type DatabaseName,
  databases,
  definition,
  filesOf,
  generate,
  listener,
  loans,
  type Project,
  readConduit,
  table,
} from "./pitfalls-sample.ts";

const projects = databases.flatMap((database) => [
  generate("loans.json", loans(), database),
  generate("openapi.yml", readConduit(), database),
]);

/** One test for all projects, or for those of one database. */
function check(says: string, look: (project: Project) => void, only?: DatabaseName): void {
  test(says, () => {
    const chosen = projects.filter(({ database }) => only === undefined || database === only);
    for (const project of chosen) look(project);
  });
}

describe("SQLite with savepoints leaks rows between tests", () => {
  check(
    "so the driver begins no transaction, a begin event does, and foreign keys are enforced on connect",
    (project) => {
      const text = project.text("app/database.py");
      match(listener(text, "connect"), /\.isolation_level = None$/m);
      match(listener(text, "connect"), /PRAGMA foreign_keys\s*=\s*(ON|1)/i);
      match(listener(text, "begin"), /\.exec_driver_sql\(f?"BEGIN\b/);
    },
    "sqlite",
  );

  check(
    "and every engine of the application and its tests is made where that is done, never with autocommit",
    (project) => {
      for (const [path, text] of [...filesOf(project, "app/"), ...filesOf(project, "tests/")]) {
        doesNotMatch(text, /\bautocommit\s*=/, path);
        strictEqual(callsOf(text, "create_async_engine").length, path === "app/database.py" ? 1 : 0, path);
      }
      const made = definition(project.text("app/database.py"), "create_engine");
      for (const part of ['"connect"', '"begin"', "create_async_engine("]) ok(made.includes(part), part);
    },
    "sqlite",
  );

  check("and a test's commits are savepoints of one transaction that is rolled back", (project) => {
    const client = definition(project.text("tests/conftest.py"), "client");
    match(client, /transaction = await connection\.begin\(\)[\s\S]*await transaction\.rollback\(\)/);
    match(client, /join_transaction_mode="create_savepoint"/);
  });
});

describe("what the database sets when a row changes is not loaded: MissingGreenlet", () => {
  check("so either nothing is set there or it is fetched at once", (project) => {
    const models = filesOf(project, "app/", "/models.py");
    ok(models.some(([, text]) => /^ {4}updated_at: Mapped\[datetime\]/m.test(text)));
    for (const [path, text] of [...models, ["app/database.py", project.text("app/database.py")] as const]) {
      const parts = text
        .split(/^(?=class )/m)
        .filter((part) => /\b(server_)?onupdate=|\bComputed\(/.test(part));
      for (const part of parts) match(part, /["']eager_defaults["']: True/, path);
    }
  });

  check("and the time of a change is the application's own", (project) => {
    const services = filesOf(project, "app/", "/service.py").map(([, text]) => text);
    ok(services.some((text) => /\.updated_at = clock\.now\(\)$/m.test(text)));
    for (const text of services)
      for (const [, value] of text.matchAll(/\bupdated_at ?= ?(.*?),?$/gm))
        match(value ?? "", /^(clock\.now\(\)|now)$/);
  });

  check("and neither a commit nor a relationship loads anything later", (project) => {
    const everything = [...filesOf(project, "app/"), ...filesOf(project, "tests/")]
      .map(([, text]) => text)
      .join("");
    const sessions = callsOf(everything, "(?:AsyncSession|async_sessionmaker)");
    ok(sessions.length >= 2);
    for (const session of sessions) match(session, /\bexpire_on_commit=False\b/);
    for (const related of callsOf(everything, "relationship"))
      match(related, /\blazy="(raise|selectin|joined)"/);
  });
});

describe("an engine of the whole session needs one event loop for all", () => {
  check("so fixtures and tests both have the session's, and nothing asks for another", (project) => {
    match(project.text("tests/conftest.py"), /@pytest\.fixture\(scope="session"\)\nasync def app\(/);
    const settings = table(project, "tool.pytest");
    for (const kind of ["fixture", "test"])
      match(settings, new RegExp(`^asyncio_default_${kind}_loop_scope = "session"$`, "m"));
    for (const [path, text] of filesOf(project, "tests/"))
      doesNotMatch(text, /\bloop_scope\b|event_loop/, path);
  });
});

describe("a transport without a server runs no lifespan", () => {
  check("so every application of the tests is entered by its lifespan", (project) => {
    // An application that nothing is sent to needs not be entered.
    const asking = filesOf(project, "tests/").filter(([, text]) => /\bASGITransport\b|\bclient\b/.test(text));
    for (const [path, text] of asking)
      strictEqual(
        callsOf(text, "lifespan_context").filter((argument) => argument === "app").length,
        callsOf(text, "create_app").length,
        path,
      );
    const running = definition(project.text("tests/conftest.py"), "running_app");
    match(
      running,
      /app = create_app\([\s\S]*async with app\.router\.lifespan_context\(app\):[\s\S]*\n {8}yield app/,
    );
  });

  check("and the lifespan says AsyncGenerator[None], in every version of the application", (project) => {
    const versions = project.python.filter(({ path }) => path === "app/main.py");
    strictEqual(versions.length, 3, "skeleton, application, example server");
    for (const { text } of versions) {
      match(text, /^@asynccontextmanager\nasync def lifespan\(app: FastAPI\) -> AsyncGenerator\[None\]:$/m);
      match(text, /FastAPI\([^)]*\blifespan=lifespan\b/);
    }
    for (const { path, text } of project.python)
      doesNotMatch(text, /AsyncIterator\[|Generator\[.*, None\]/, path);
  });
});

describe("SQLite gives times back without their zone, and takes texts of any length", () => {
  const linter = new ruff.Workspace({ lint: { select: ["DTZ"] } }, ruff.PositionEncoding.Utf16);

  check(
    "so one type keeps them as UTC and says so again, and every column of a time has it",
    (project) => {
      const text = project.text("app/database.py");
      const type = /type_annotation_map = \{[^}]*\bdatetime: (\w+)[,}]/.exec(text)?.[1] ?? "";
      match(text, new RegExp(`^class ${type}\\(TypeDecorator\\[datetime\\]\\):$`, "m"));
      match(
        definition(text, type),
        /def process_bind_param\([\s\S]*\.astimezone\(UTC\)[\s\S]*def process_result/,
      );
      match(definition(text, type), /def process_result_value\([\s\S]*\.replace\(tzinfo=UTC\)/);
      for (const [path, models] of filesOf(project, "app/", "/models.py"))
        doesNotMatch(models, /\bDateTime\b|TIMESTAMP/, path);
    },
    "sqlite",
  );

  check(
    "and on PostgreSQL every column of a time has its zone",
    (project) => {
      match(project.text("app/database.py"), /\bdatetime: DateTime\(timezone=True\)/);
      const columns = callsOf(project.text("migrations/versions/0001_initial.py"), "DateTime");
      ok(columns.length > 0);
      for (const column of columns) strictEqual(column, "timezone=True");
    },
    "postgresql",
  );

  check("and callers must name the zone, and answers are in UTC", (project) => {
    for (const [path, text] of filesOf(project, "app/", "/schemas.py"))
      doesNotMatch(text, /^ {4}\w+: [^\n=]*\bdatetime\b(?!\.)/m, path);
    match(definition(project.text("app/schemas.py"), "to_rfc3339"), /\.astimezone\(UTC\)/);
    const chosen = project.files.get("app/loans/schemas.py");
    if (chosen !== undefined) strictEqual(chosen.match(/^ {4}due_at: Moment$/gm)?.length, 2);
  });

  check("and no Python of the project makes a time without its zone", (project) => {
    for (const { path, text } of project.python) deepStrictEqual(linter.check(text), [], path);
  });

  check("and each text of a request body is as bounded as its column", (project) => {
    const seen = filesOf(project, "app/", "/models.py").flatMap(([path, models]) => {
      const bounded = boundedTexts(models);
      return bodyFields(project.files.get(path.replace("models.py", "schemas.py")) ?? "")
        .filter(({ name }) => bounded.has(name))
        .map(({ name, type }) => match(type, /IndexedText|refuse_long|max_length=\d+/, `${path} ${name}`));
    });
    ok(seen.length >= 4, `${seen.length} bounded texts`);
  });
});

describe("some names are deprecated, and the framework's own form of errors is not the contract's", () => {
  const deprecated = [
    /HTTP_422_UNPROCESSABLE_ENTITY|HTTP_413_REQUEST_ENTITY_TOO_LARGE/,
    /HTTP_414_REQUEST_URI_TOO_LONG|HTTP_416_REQUESTED_RANGE_NOT_SATISFIABLE/,
    /\bon_event\b|\badd_event_handler\b|\bon_(startup|shutdown)\b/,
    /\bTestClient\b|\b(fastapi|starlette)\.testclient\b/,
  ];
  check("so none of them is used, and any other warning fails the project's own tests", (project) => {
    for (const { path, text } of project.python)
      for (const name of deprecated) doesNotMatch(text, name, path);
    match(table(project, "tool.pytest"), /^filterwarnings = \["error"\]$/m);
    for (const [path, text] of filesOf(project, "tests/"))
      doesNotMatch(text, /filterwarnings|simplefilter|catch_warnings/, path);
  });

  check("and every kind of refusal has a handler that answers in the contract's form", (project) => {
    const text = project.text("app/errors.py");
    for (const error of ["ApiError", "RequestValidationError", "HTTPException", "Exception"]) {
      const handler = new RegExp(`exception_handler\\(${error}(?:\\)\\(|, )(\\w+)\\)`).exec(text)?.[1];
      ok(handler !== undefined, `a handler of ${error}`);
      match(definition(text, handler), /return _answer\(/);
    }
    match(text, /^from starlette\.exceptions import HTTPException$/m); // The base: unknown routes raise it.
    const form = project.files.has("app/loans/routes.py")
      ? /JSONResponse\(\{"message": "; "\.join\(messages\)\}, /
      : /JSONResponse\(\{"errors": \{"body": messages\}\}, /;
    match(definition(text, "_answer"), form);
    // The skeleton answers nothing at all.
    for (const version of project.python.filter(({ path }) => path === "app/main.py"))
      if (/include_router|add_api_route|ANSWERS/.test(version.text))
        match(version.text, /^ {4}install_error_handlers\(app\)$/m);
  });
});

describe("Alembic knows neither asynchronous engines nor how SQLite alters a table", () => {
  check("so its environment runs within an asynchronous connection that no pool keeps", (project) => {
    const text = project.text("migrations/env.py");
    const engines = callsOf(text, "(?:create_async_engine|async_engine_from_config)");
    strictEqual(engines.length, 1);
    match(engines[0] ?? "", /\bpoolclass=NullPool\b/);
    match(text, /await connection\.run_sync\(run_migrations\)/);
    const [configured = ""] = callsOf(text, "configure");
    strictEqual(/\brender_as_batch=True\b/.test(configured), project.database === "sqlite");
    match(configured, /\btarget_metadata=Base\.metadata\b/);
  });

  check("and every constraint has a name, of a convention that later migrations share", (project) => {
    const [metadata = ""] = callsOf(project.text("app/database.py"), "MetaData");
    for (const kind of ["ix", "uq", "fk", "pk"])
      match(metadata, new RegExp(`"${kind}": "${kind}_%\\(table_name\\)s`));
    for (const [path, text] of filesOf(project, "app/", "/models.py"))
      doesNotMatch(text, /CheckConstraint|create_constraint=True/, `${path}: the convention names no checks`);
    const constraints = callsOf(
      project.text("migrations/versions/0001_initial.py"),
      "(?:PrimaryKey|Unique|ForeignKey|Check)Constraint",
    );
    ok(constraints.length >= 3);
    for (const constraint of constraints) match(constraint, /\bname=(op\.f\()?"(pk|uq|fk|ck)_\w+"/);
  });

  check("and later migrations are mended and formatted as they are written", (project) => {
    const ini = project.text("alembic.ini");
    const hooks = /^\[post_write_hooks\]\nhooks = (.+)$/m.exec(ini)?.[1]?.split(", ") ?? [];
    const steps = hooks.map((hook) =>
      new RegExp(`^${hook}\\.module = (.+)$\\n^${hook}\\.options = (.+)$`, "m").exec(ini)?.slice(1).join(" "),
    );
    const file = "REVISION_SCRIPT_FILENAME";
    deepStrictEqual(steps, [`ruff check --fix ${file}`, `ruff format ${file}`]);
  });

  check(
    "and upgrade, check, downgrade and upgrade are tried, by every proof and by the project's own checks",
    (project) => {
      const tried = ["upgrade head", "check", "downgrade base", "upgrade head"].map(
        (words) => `alembic ${words}`,
      );
      deepStrictEqual(
        project.commands.checkMigrations.map(({ module, arguments: rest }) => [module, ...rest].join(" ")),
        tried,
      );
      const { jobs } = parse(project.text(".github/workflows/ci.yml")) as {
        readonly jobs: { readonly check: { readonly steps: readonly { readonly run?: string }[] } };
      };
      const lines = jobs.check.steps.flatMap(({ run = "" }) => run.split("\n"));
      deepStrictEqual(
        lines.filter((line) => line.startsWith("alembic ")),
        tried,
      );
    },
  );
});

describe("pytest 9 has a table of its own", () => {
  check("so its settings stand there as what they are, and nowhere else", (project) => {
    const text = project.text("pyproject.toml");
    doesNotMatch(text, /^\[tool\.pytest\.ini_options\]/m);
    for (const path of ["pytest.ini", ".pytest.ini", "tox.ini", "setup.cfg", "pytest.toml"])
      ok(!project.files.has(path), path);
    const settings = table(project, "tool.pytest");
    match(settings, /^minversion = "(9|[1-9]\d)\./m);
    for (const name of ["testpaths", "addopts", "pythonpath", "filterwarnings"])
      match(settings, new RegExp(`^${name} = \\[".*"\\]$`, "m"));
    match(settings, /^xfail_strict = true$/m);
    match(text, /^ {4}"pytest==(9|[1-9]\d)\./m);
  });
});

describe("what a route depends on is called in a thread where it is a plain function", () => {
  check("so there is none: no request pays for one", (project) => {
    const own = project.python.filter(({ path }) => path.startsWith("app/"));
    const text = own.map((file) => file.text).join("\n");
    const called = [...text.matchAll(/Depends\(([a-z_]+)/g)].map(([, name]) => name);
    ok(called.includes("get_session"));
    deepStrictEqual(
      called.filter((name) => new RegExp(`^def ${name}\\(`, "m").test(text)),
      [],
    );
  });
});

// That the test process passes nothing of it on is in test/prove/worker/call.whole.test.ts, with real Python.
describe("PYTHONDONTWRITEBYTECODE nearly doubles a test run", () => {
  for (const project of projects.filter((_, index) => index % 2 === 0))
    test(`so a proof on ${project.database} takes it from whatever it runs of the project`, async () => {
      const asked: Asked[] = [];
      const environment = { PATH: "/usr/bin", PYTHONDONTWRITEBYTECODE: "1" };
      const workspace = openMemory({ environment, run: () => ({ code: 0 }), start: () => play(asked) });
      const at = (folder: string) => ({
        folder,
        python: `${folder}/bin/python`,
        interpreter: { path: "/usr/bin/python3", version: "3.14.0", platform: "linux" },
        key: folder,
        packages: 1,
      });
      const { commands } = project;
      const trees = {
        skeleton: [],
        examples: [],
        finished: [...project.files].map(([path, text]) => ({ path, text })),
      };
      const nothing = {
        cases: [],
        operations: [],
        mutants: [],
        mutantsLeftOut: [],
        digests: {},
        before: [],
        written: [],
      };
      const contracts = { conformanceContract: "{}", bareContract: "{}" };
      const input = { target: "/work", trees, commands, ...contracts, ...nothing };
      await prove(workspace, input, { project: at("/project"), conformance: at("/tools") }, () => undefined);
      // Scripts of ours that are passed on the command line are compiled each time.
      const runs = workspace.commands.filter(
        ({ program, arguments: [first] }) =>
          ["/project/bin/python", "/tools/bin/python"].includes(program) && first !== "-c",
      );
      for (const word of [
        "keelback_worker.py",
        commands.serve.module,
        commands.types.module,
        "schemathesis.cli",
      ])
        ok(
          runs.some(({ arguments: words }) => words.some((each) => each.endsWith(word))),
          word,
        );
      for (const { arguments: words, environment: own } of runs)
        strictEqual({ ...environment, ...own }.PYTHONDONTWRITEBYTECODE, undefined, words.join(" "));
      ok(asked.length >= 4, "the runs of the tests");
      for (const request of asked) ok(!("PYTHONDONTWRITEBYTECODE" in request.environment));
    });
});

interface Asked {
  readonly id: string;
  readonly environment: object;
}

/** A test process that is ready and answers whatever it is asked; to others, nobody listens. */
function play(asked: Asked[]): RunningProcess {
  let tell: (line: string) => void = () => undefined;
  const say = (value: object): void => queueMicrotask(() => tell(JSON.stringify(value)));
  return {
    pid: 1,
    output: () => "",
    send: (line) => {
      const request = JSON.parse(line) as Asked;
      asked.push(request);
      say({ id: request.id, status: "finished", exitCode: 0 });
    },
    onLine: (listener) => {
      tell = (line) => listener(line, "stdout");
      say({ ready: true });
    },
    exited: new Promise(() => undefined),
    stop: async () => undefined,
  };
}
