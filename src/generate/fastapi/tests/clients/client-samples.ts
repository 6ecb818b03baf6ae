import { exampleOf, flattenSchema, jsonMedia, type SchemaNode } from "#contract";
import type { ClientGiven, RegisterClientBehaviour } from "#domain";
import { commaList, type JsonLike, literal, type Py, py, str } from "#python";
import type { Kit, OperationOf } from "../kit.ts";

/** A registration, and whatever tests must know of it. */
export type Registration = OperationOf<"register-client">;

/** What a registration may say, each with a value of its own. */
export function sampleOf(
  kit: Kit,
  { contract: { requestBody }, meaning: { behaviour } }: Registration,
  field: RegisterClientBehaviour["given"][number],
): JsonLike {
  const { contract } = kit.blueprint;
  const [scope = ""] = behaviour.scopes.known;
  if (field.is === "scopes") return scope === "" ? [] : [scope];
  if (field.is === "scope-text") return scope;
  if (field.is === "grant-types") return ["client_credentials"];
  const whole = jsonMedia(requestBody?.content ?? [])?.schema;
  const node =
    whole && flattenSchema(contract, whole).properties.find(({ name }) => name === field.name)?.schema;
  const text = (each: SchemaNode | undefined): JsonLike => {
    const schema = each && flattenSchema(contract, each);
    if (schema?.format === "uri" || field.is === "redirect-uris") return "https://client.example/callback";
    if (!each || !schema) return "text";
    const made = exampleOf(contract, each);
    return typeof made === "string" && made !== "" ? made : "Some client";
  };
  if (field.is === "text") return text(node);
  const items = node && flattenSchema(contract, node).items;
  return [text(items)];
}

/** The smallest body that is taken, with more in it. */
export function smallest(
  kit: Kit,
  operation: Registration,
  more: readonly Py[] = [],
  except: readonly string[] = [],
): Py {
  const required = operation.meaning.behaviour.given.filter(
    (field) => field.required && !except.includes(field.name),
  );
  const entries = required.map(
    (field) => py`${str(field.name)}: ${literal(sampleOf(kit, operation, field))}`,
  );
  return py`{${commaList([...entries, ...more])}}`;
}

export function fieldNamed(
  { meaning: { behaviour } }: Registration,
  ...wanted: readonly ClientGiven[]
): RegisterClientBehaviour["given"][number] | undefined {
  return behaviour.given.find(({ is }) => wanted.includes(is));
}

/** The property of the answer that holds something. */
export function shownAs(
  { meaning: { behaviour } }: Registration,
  wanted: RegisterClientBehaviour["shown"][number]["is"],
): string | undefined {
  return behaviour.shown.find(({ is }) => is === wanted)?.name;
}
