import { commaList, imported, name, type Py, py, str } from "#python";
import { documentedErrors } from "../app/error-responses.ts";
import { longString, pythonFile } from "../app/names.ts";
import type { Blueprint } from "../blueprint.ts";
import type { GeneratedFile } from "../file.ts";
import { attributeName } from "../tables.ts";
import { type ClientsPlan, givenClass, shownName, shows } from "./clients-plan.ts";

const request = imported("fastapi", "Request");
const response = imported("fastapi", "Response");
const status = imported("fastapi", "status");

/** `routes.py` of clients: the registration, and the token endpoint that the security scheme names. */
export function emitClientRoutes(
  blueprint: Blueprint,
  plan: ClientsPlan,
  guard: Py | undefined,
): GeneratedFile {
  const error = imported(`app.${plan.module.name}.service`, "TokenError");
  return pythonFile(`app/${plan.module.name}/routes.py`, [
    py`
      router = ${imported("fastapi", "APIRouter")}()
      # Stands in no path of the API: the security scheme names it.
      token_router = ${imported("fastapi", "APIRouter")}(include_in_schema=False)`,
    registration(blueprint, plan, guard),
    tokenEndpoint(plan),
    refusal(),
    readForm(error),
    credentials(error),
  ]);
}

function registration(blueprint: Blueprint, plan: ClientsPlan, guard: Py | undefined): Py {
  const { operation, behaviour, module } = plan;
  const { contract, meaning } = operation;
  const errors = documentedErrors(blueprint, meaning);
  const created = behaviour.answer.status === 201;
  const parts = [
    str(contract.path),
    ...(contract.declaredId === undefined ? [] : [py`operation_id=${str(contract.declaredId)}`]),
    ...(contract.tags.length === 0 ? [] : [py`tags=[${contract.tags.map((tag) => str(tag))}]`]),
    ...(contract.summary === "" ? [] : [py`summary=${str(contract.summary)}`]),
    ...(contract.description === "" ? [] : [py`description=${longString(contract.description, 4)}`]),
    ...(created ? [py`status_code=${status}.HTTP_201_CREATED`] : []),
    ...(guard ? [py`dependencies=[${guard}]`] : []),
    ...(errors ? [py`responses=${errors}`] : []),
  ];
  const shown = imported(`app.${module.name}.schemas`, shownName(operation));
  const asksRequest = shows(behaviour, "configuration-uri");
  return py`
    @router.post(
        ${commaList(parts)}
    )
    async def ${name(operation.functionName)}(
        details: ${givenClass(plan)},
        ${asksRequest && py`request: ${request},`}
        response: ${response},
        session: ${imported("app.database", "Session")},
    ) -> ${shown}:
        registered = await ${imported(`app.${module.name}`, "service")}.${name(operation.functionName)}(session, details)
        client = registered.client
        response.headers["Cache-Control"] = "no-store"
        return ${shown}(
            ${behaviour.shown.map((field) => py`${name(attributeName(field.name))}=${shownValue(plan, field)},`)}
        )`;
}

function shownValue(
  { behaviour }: ClientsPlan,
  { name: field, is }: ClientsPlan["behaviour"]["shown"][number],
): Py {
  switch (is) {
    case "client-id":
      return py`client.client_id`;
    case "client-secret":
      return py`registered.secret`;
    case "issued-at":
      return py`int(client.issued_at.timestamp())`;
    case "secret-expires-at":
      // As RFC 7591 says never.
      return py`0`;
    case "configuration-uri":
      return py`f"{request.url}/{client.client_id}"`;
    case "configuration-token":
      return py`registered.configuration_token`;
    case "given": {
      const given = behaviour.given.find((each) => each.name === field)?.is;
      if (given === "scopes") return py`client.granted_scopes`;
      if (given === "scope-text") return py`" ".join(client.granted_scopes)`;
      return given === "grant-types" ? py`client.granted_types` : py`client.${name(attributeName(field))}`;
    }
  }
}

function tokenEndpoint({ behaviour, module }: ClientsPlan): Py {
  const service = imported(`app.${module.name}`, "service");
  const answer = imported("fastapi.responses", "JSONResponse");
  return py`
    @token_router.post(${str(behaviour.tokenPath)})
    async def issue_token(
        request: ${request}, session: ${imported("app.database", "Session")}, settings: ${imported("app.settings", "AppSettings")}
    ) -> ${answer}:
        try:
            form = read_form(await request.body())
            client_id, secret = read_credentials(request.headers.get("Authorization"), form)
            client = await ${service}.find_client(session, client_id, secret)
            if client is None:
                return refuse("invalid_client")
            scopes = ${service}.grant_scopes(client, form)
        except ${imported(`app.${module.name}.service`, "TokenError")} as error:
            return refuse(error.reason)
        return ${answer}(
            {
                "access_token": ${imported("app", "tokens")}.issue_token(settings, client.client_id, scopes),
                "token_type": "Bearer",
                "expires_in": settings.client_token_lifetime_minutes * 60,
                "scope": " ".join(scopes),
            },
            headers={"Cache-Control": "no-store"},
        )`;
}

function refusal(): Py {
  const answer = imported("fastapi.responses", "JSONResponse");
  return py`
    def refuse(reason: str) -> ${answer}:
        """Refuse as RFC 6749 does."""
        if reason != "invalid_client":
            return ${answer}({"error": reason}, ${status}.HTTP_400_BAD_REQUEST)
        headers = {"WWW-Authenticate": 'Basic realm="token"'}
        return ${answer}({"error": reason}, ${status}.HTTP_401_UNAUTHORIZED, headers)`;
}

function readForm(error: Py): Py {
  return py`
    def read_form(content: bytes) -> dict[str, str]:
        try:
            pairs = ${imported("urllib.parse", "parse_qsl")}(content.decode(), errors="strict")
        except ValueError as error:
            raise ${error}("invalid_request") from error
        form = dict(pairs)
        if len(form) < len(pairs):
            # A parameter must not be there twice.
            raise ${error}("invalid_request")
        return form`;
}

function credentials(error: Py): Py {
  return py`
    def read_credentials(header: str | None, form: dict[str, str]) -> tuple[str, str]:
        """Read who asks: from the header, else from the form, and never from both."""
        if header is None:
            if "client_id" not in form or "client_secret" not in form:
                raise ${error}("invalid_client")
            return form["client_id"], form["client_secret"]
        if "client_secret" in form:
            raise ${error}("invalid_request")
        word, _, encoded = header.partition(" ")
        try:
            text = ${imported("base64", "b64decode")}(encoded, validate=True).decode()
        except ValueError as error:
            raise ${error}("invalid_client") from error
        client_id, colon, secret = text.partition(":")
        if word.lower() != "basic" or not colon:
            raise ${error}("invalid_client")
        return ${imported("urllib.parse", "unquote_plus")}(client_id), ${imported("urllib.parse", "unquote_plus")}(secret)`;
}
