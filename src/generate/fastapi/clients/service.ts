import { imported, importedModule, name, type Py, py, str } from "#python";
import { pythonFile } from "../app/names.ts";
import type { Blueprint } from "../blueprint.ts";
import type { GeneratedFile } from "../file.ts";
import { keptCredentials, keyModule } from "../outside/credentials.ts";
import { attributeName } from "../tables.ts";
import { type ClientsPlan, clientModel, givenClass, shows } from "./clients-plan.ts";

const secrets = importedModule("secrets");
const session = imported("sqlalchemy.ext.asyncio", "AsyncSession");

/** `service.py` of clients: how one is made, and what it is granted. */
export function emitClientService(blueprint: Blueprint, plan: ClientsPlan): GeneratedFile {
  const digests = keptCredentials(blueprint.domain).length > 0;
  return pythonFile(`app/${plan.module.name}/service.py`, [
    constants(plan),
    registered(blueprint, plan),
    tokenError(),
    register(blueprint, plan),
    ...(mayChoose(plan) ? [choose()] : []),
    findClient(blueprint, plan),
    grant(blueprint, plan),
    ...(digests ? [] : [digest()]),
  ]);
}

function digestOf(blueprint: Blueprint): Py {
  return keptCredentials(blueprint.domain).length > 0
    ? imported(`app.${keyModule(blueprint.domain)}.service`, "digest")
    : name("digest");
}

function digest(): Py {
  return py`
    def digest(secret: str) -> str:
        # Secrets are long and random, so a fast digest is enough: there is nothing to be guessed.
        return ${importedModule("hashlib")}.sha256(secret.encode()).hexdigest()`;
}

function constants({ behaviour }: ClientsPlan): Py {
  const asksScopes = behaviour.given.some(({ is }) => is === "scopes" || is === "scope-text");
  const asksTypes = behaviour.given.some(({ is }) => is === "grant-types");
  const texts = (values: readonly string[]): Py => tuple(values.map((each) => str(each)));
  const type = py`tuple[str, ...]`;
  return py`
    # What a client may have, and what it has that asks for nothing.
    ${asksScopes && py`SCOPES: ${type} = ${texts(behaviour.scopes.known)}`}
    DEFAULT_SCOPES: ${type} = ${texts(behaviour.scopes.usual)}
    ${asksTypes && py`GRANT_TYPES: ${type} = ${texts(behaviour.grantTypes.known)}`}
    DEFAULT_GRANT_TYPES: ${type} = ${texts(behaviour.grantTypes.usual)}`;
}

function tuple(items: readonly Py[]): Py {
  return items.length === 1 ? py`(${items},)` : py`(${items})`;
}

function registered(blueprint: Blueprint, plan: ClientsPlan): Py {
  return py`
    @${imported("dataclasses", "dataclass")}(frozen=True, slots=True)
    class Registered:
        """A client with what is known of it now and never again."""

        client: ${clientModel(blueprint, plan)}
        secret: str
        ${shows(plan.behaviour, "configuration-token") && py`configuration_token: str`}`;
}

function tokenError(): Py {
  return py`
    class TokenError(Exception):
        """No token is issued, for a reason that RFC 6749 has a word for."""

        def __init__(self, reason: str) -> None:
            super().__init__(reason)
            self.reason = reason`;
}

function register(blueprint: Blueprint, plan: ClientsPlan): Py {
  const { behaviour, operation } = plan;
  const hash = digestOf(blueprint);
  const hasToken = shows(behaviour, "configuration-token");
  const metadata = behaviour.given.flatMap(({ name: field, is, required }): readonly Py[] => {
    if (is === "scopes" || is === "scope-text" || is === "grant-types") return [];
    const attribute = name(attributeName(field));
    return [py`${attribute}=details.${attribute}${is !== "text" && !required && py` or []`},`];
  });
  return py`
    async def ${name(operation.functionName)}(session: ${session}, details: ${givenClass(plan)}) -> Registered:
        secret = ${secrets}.token_urlsafe(32)
        ${hasToken && py`configuration_token = ${secrets}.token_urlsafe(32)`}
        client = ${clientModel(blueprint, plan)}(
            client_id=${secrets}.token_hex(16),
            secret_hash=${hash}(secret),
            ${hasToken && py`configuration_token_hash=${hash}(configuration_token),`}
            granted_scopes=${scopesOf(plan)},
            granted_types=${typesOf(plan)},
            ${metadata}
            issued_at=${imported("app", "clock")}.now(),
        )
        session.add(client)
        await session.flush()
        return Registered(client, secret${hasToken && py`, configuration_token`})`;
}

function scopesOf({ behaviour }: ClientsPlan): Py {
  const field = behaviour.given.find(({ is }) => is === "scopes" || is === "scope-text");
  if (!field) return py`[*DEFAULT_SCOPES]`;
  const given = py`details.${name(attributeName(field.name))}`;
  if (field.is === "scopes") return py`choose(SCOPES, DEFAULT_SCOPES, ${given})`;
  const asked = field.required ? py`${given}.split()` : py`None if ${given} is None else ${given}.split()`;
  return py`choose(SCOPES, DEFAULT_SCOPES, ${asked})`;
}

function typesOf({ behaviour }: ClientsPlan): Py {
  const field = behaviour.given.find(({ is }) => is === "grant-types");
  if (!field) return py`[*DEFAULT_GRANT_TYPES]`;
  return py`choose(GRANT_TYPES, DEFAULT_GRANT_TYPES, details.${name(attributeName(field.name))})`;
}

/** Whether a registration may say what the client is to have. */
function mayChoose({ behaviour }: ClientsPlan): boolean {
  return behaviour.given.some(({ is }) => ["scopes", "scope-text", "grant-types"].includes(is));
}

function choose(): Py {
  const collection = imported("collections.abc", "Collection");
  return py`
    def choose(known: tuple[str, ...], usual: tuple[str, ...], asked: ${collection}[str] | None) -> list[str]:
        """Take what there is of what is asked for, and what is usual where nothing is."""
        return [*usual] if asked is None else [each for each in known if each in asked]`;
}

function findClient(blueprint: Blueprint, plan: ClientsPlan): Py {
  const model = clientModel(blueprint, plan);
  return py`
    async def find_client(session: ${session}, client_id: str, secret: str) -> ${model} | None:
        """Find a client by its identifier, if it knows its secret."""
        if not client_id.isalnum():
            # None of ours, and not every database can be asked for any text.
            return None
        statement = ${imported("sqlalchemy", "select")}(${model}).where(${model}.client_id == client_id)
        client: ${model} | None = await session.scalar(statement)
        if client is None or not ${secrets}.compare_digest(client.secret_hash, ${digestOf(blueprint)}(secret)):
            return None
        return client`;
}

/** Which scopes a client gets for what it asks. */
function grant(blueprint: Blueprint, plan: ClientsPlan): Py {
  const client = clientModel(blueprint, plan);
  return py`
    def grant_scopes(client: ${client}, request: ${imported("collections.abc", "Mapping")}[str, str]) -> list[str]:
        grant_type = request.get("grant_type")
        if grant_type is None:
            raise TokenError(${str("invalid_request")})
        if grant_type != "client_credentials":
            # Nobody signs in here who could agree to anything.
            raise TokenError(${str("unsupported_grant_type")})
        if grant_type not in client.granted_types:
            raise TokenError(${str("unauthorized_client")})
        wanted = request.get("scope", "").split() or client.granted_scopes
        if not set(wanted) <= set(client.granted_scopes):
            raise TokenError(${str("invalid_scope")})
        return [*dict.fromkeys(wanted)]`;
}
