import { fieldOf } from "#domain";
import { commaList, imported, name, type Py, py, str } from "#python";
import { shownLogin } from "../behaviours/login-scene.ts";
import { type PathRows, request } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { factoryOf } from "../factories.ts";
import {
  type AccountKit,
  createOf,
  type Kit,
  listOf,
  type OperationOf,
  operationsOf,
  variable,
} from "../kit.ts";
import { eachOnce, namedArguments, neededRows } from "../references.ts";
import { type Scene, sceneOf } from "../scenes.ts";
import { signInBody } from "../sent-bodies.ts";
import { accountSight, rowsOf } from "../sights.ts";

/** What the database keeps, and from when on. */
export function databaseCases(kit: Kit): readonly TestCase[] {
  const making = kit.account ? ofAccount(kit, kit.account) : ofRow(kit);
  return making
    ? [...retryCases(kit, making), ...(making.sees ? [commitCase(making, making.sees)] : [])]
    : [];
}

/** A request that makes a row, and how another client sees that it is there. */
interface Making {
  readonly operation: OperationOf<"create"> | OperationOf<"register">;
  /** What has to be there first, made by the client. */
  readonly before: (client: Py) => readonly Py[];
  readonly rows: PathRows;
  readonly body: Py;
  readonly sees?: Seeing;
}

interface Seeing {
  readonly kind: "effect" | "shape";
  /** Before anything is sent. */
  readonly details?: Py;
  readonly look: readonly Py[];
  /** What is seen before the request, where that tells more. */
  readonly earlier?: Py;
  readonly expected: Py;
}

const otherClient = name("other_client");
const found = name("found");

/** A new account that signs in. */
function ofAccount(kit: Kit, account: AccountKit): Making | undefined {
  const { login } = account;
  const holder = name(variable(kit, account.entity.name));
  const mark = fieldOf(account.entity, account.accounts.loginField);
  const sight = accountSight(kit, holder);
  if (!login || !sight || !mark) return undefined;
  const { loginField, passwordField } = account.accounts;
  const held = (field: string) => py`details[${str(field)}]`;
  const shown = shownLogin(account, login, name("response"));
  const { status } = login.meaning.behaviour.answer;
  const signIn = request(login, {
    client: otherClient,
    body: signInBody(kit, login.meaning.behaviour, held(loginField), held(passwordField)),
  });
  return {
    operation: account.register,
    before: () => [],
    rows: {},
    body: py`${factoryOf(account.register)}.build()`,
    sees: {
      kind: shown ? "effect" : "shape",
      details: py`details = ${factoryOf(account.register)}.build()`,
      look: [
        py`response = ${signIn}`,
        py`assert response.status_code == ${status}`,
        py`${found}.append(${shown ?? py`response.status_code`})`,
      ],
      expected: shown ? held(loginField) : py`${status}`,
    },
  };
}

/** A new row that is listed, where nobody has an account. */
function ofRow(kit: Kit): Making | undefined {
  for (const operation of operationsOf(kit, "create")) {
    const { entity } = operation.meaning.behaviour;
    const before = (client: Py): Scene | undefined => sceneOf(kit, entity, { client, before: true });
    const scene = before(name("client"));
    const named = neededRows(kit, operation, name("client"));
    if (!scene || named === "impossible" || createOf(kit, entity) !== operation) continue;
    const list = listOf(kit, entity);
    return {
      operation,
      before: (client) => {
        const rows = neededRows(kit, operation, client);
        const others = rows === "impossible" ? [] : rows.flatMap(({ statements }) => statements);
        return eachOnce([...(before(client)?.statements ?? []), ...others]);
      },
      rows: scene.rows,
      body: py`${factoryOf(operation)}.build(${commaList(namedArguments(named))})`,
      ...(list &&
        !list.meaning.behaviour.parent && {
          sees: {
            kind: "effect",
            look: [py`${found}.append(len(${rowsOf(kit, list, { client: otherClient })}))`],
            // One row is what an example may show anyhow.
            earlier: py`0`,
            expected: py`1`,
          },
        }),
    };
  }
  return undefined;
}

/** Whoever gets the answer may ask at once, of any server, for what it tells. */
function commitCase(making: Making, { kind, details, look, earlier, expected }: Seeing): TestCase {
  const client = name("client");
  const asgi = (symbol: string) => imported("starlette.types", symbol);
  const sent = request(making.operation, {
    client,
    rows: making.rows,
    body: details ? name("details") : making.body,
  });
  return {
    name: "commits before the answer leaves",
    ...(kind === "shape" && { kind }),
    fixtures: ["committing_app"],
    body: [
      paragraph(details, py`${found}: list[object] = []`),
      py`
        async with ${imported("tests.conftest", "client_of")}(committing_app) as other_client:
            ${making.before(otherClient)}
            ${earlier && look}

            async def answering(scope: ${asgi("Scope")}, receive: ${asgi("Receive")}, send: ${asgi("Send")}) -> None:
                async def look_and_send(message: ${asgi("Message")}) -> None:
                    if message["type"] == "http.response.start":
                        ${look}
                    await send(message)

                await committing_app(scope, receive, look_and_send)

            async with ${imported("httpx", "AsyncClient")}(
                transport=${imported("httpx", "ASGITransport")}(answering), base_url=other_client.base_url
            ) as client:
                ${sent}`,
      py`assert ${found} == [${[earlier, expected]}]`,
    ],
  };
}

/** Where the database may end a transaction for another's sake, the request is run again, and not without end. */
function retryCases(kit: Kit, { operation, before, rows, body }: Making): readonly TestCase[] {
  if (kit.blueprint.database === "sqlite") return [];
  const event = imported("sqlalchemy", "event");
  const client = name("committing_client");
  return [
    {
      name: "runs a request again that met a deadlock",
      fixtures: ["committing_app", "committing_client"],
      parameters: [
        {
          names: [
            { name: "deadlocks", type: py`int` },
            { name: "status_code", type: py`int` },
          ],
          values: py`[(2, ${operation.meaning.behaviour.answer.status}), (3, 500)]`,
        },
      ],
      body: [
        paragraph(...before(client), py`refused: list[str] = []`),
        py`
          def refuse(
              _connection: object, _cursor: object, statement: str, parameters: object, *_rest: object
          ) -> tuple[str, object]:
              if not statement.startswith("INSERT") or len(refused) == deadlocks:
                  return statement, parameters
              refused.append(statement)
              return "DO $$ BEGIN RAISE EXCEPTION 'deadlock' USING ERRCODE = '40P01'; END $$", ()`,
        paragraph(
          py`${event}.listen(committing_app.state.engine.sync_engine, "before_cursor_execute", refuse, retval=True)`,
          py`response = ${request(operation, { client, rows, body })}`,
        ),
        paragraph(py`assert response.status_code == status_code`, py`assert len(refused) == deadlocks`),
      ],
    },
  ];
}
