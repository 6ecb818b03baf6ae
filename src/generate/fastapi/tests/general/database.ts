import { fieldOf } from "#domain";
import { imported, name, py, str } from "#python";
import { accountSight } from "../acts.ts";
import { shownLogin } from "../behaviours/login-scene.ts";
import { request } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { factoryOf } from "../factories.ts";
import { type Kit, variable } from "../kit.ts";

/** What the database keeps, and from when on. */
export function databaseCases(kit: Kit): readonly TestCase[] {
  const { account } = kit;
  const login = account?.login;
  const holder = account && name(variable(kit, account.entity.name));
  const sight = holder && accountSight(kit, holder);
  const mark = account && fieldOf(account.entity, account.accounts.loginField);
  if (!account || !login || !holder || !sight || !mark) return [];
  const { loginField, passwordField } = account.accounts;
  const held = (field: string) => py`details[${str(field)}]`;
  const shown = shownLogin(account, login, name("response"));
  const asgi = (symbol: string) => imported("starlette.types", symbol);
  const signIn = request(login, {
    client: name("other_client"),
    body: py`{${str(loginField)}: ${held(loginField)}, ${str(passwordField)}: ${held(passwordField)}}`,
  });
  return [
    ...retryCases(kit),
    {
      name: "commits before the answer leaves",
      ...(!shown && { kind: "shape" as const }),
      fixtures: ["committing_app"],
      body: [
        paragraph(py`details = ${factoryOf(account.register)}.build()`, py`found: list[object] = []`),
        py`
          async with ${imported("tests.conftest", "client_of")}(committing_app) as other_client:

              async def answering(scope: ${asgi("Scope")}, receive: ${asgi("Receive")}, send: ${asgi("Send")}) -> None:
                  async def look_and_send(message: ${asgi("Message")}) -> None:
                      if message["type"] == "http.response.start":
                          response = ${signIn}
                          assert response.status_code == ${login.meaning.behaviour.answer.status}
                          found.append(${shown ?? py`response.status_code`})
                      await send(message)

                  await committing_app(scope, receive, look_and_send)

              async with ${imported("httpx", "AsyncClient")}(
                  transport=${imported("httpx", "ASGITransport")}(answering), base_url=other_client.base_url
              ) as client:
                  ${request(account.register, { body: name("details") })}`,
        py`assert found == [${shown ? held(loginField) : py`${login.meaning.behaviour.answer.status}`}]`,
      ],
    },
  ];
}

/** Where the database may end a transaction for another's sake, the request is run again, and not without end. */
function retryCases(kit: Kit): readonly TestCase[] {
  const { account } = kit;
  if (!account || kit.blueprint.database === "sqlite") return [];
  const event = imported("sqlalchemy", "event");
  const factory = py`${factoryOf(account.register)}.build()`;
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
          values: py`[(2, ${account.register.meaning.behaviour.answer.status}), (3, 500)]`,
        },
      ],
      body: [
        py`refused: list[str] = []`,
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
          py`response = ${request(account.register, { client: name("committing_client"), body: factory })}`,
        ),
        paragraph(py`assert response.status_code == status_code`, py`assert len(refused) == deadlocks`),
      ],
    },
  ];
}
