import { placeIn, referencesOf, type SchemaFact, type SchemaFieldFact, type TypeFact } from "#facts";
import { type Hit, once, type Rule, type RuleInput } from "../rule.ts";
import { type Endpoint, endpointsOf, tellRoute } from "./endpoints.ts";

/** An answer holds a password, or the digest of one. */
export const passwordInResponse: Rule = {
  severity: "error",
  on: true,
  fix: "none",
  precedes: ["fastapi/model-returned-unfiltered"],
  find: (input) => {
    const seen = new Set<string>();
    return endpointsOf(input)
      .flatMap((endpoint) => findInEndpoint(input, endpoint))
      .filter(({ span }) => {
        const place = `${span.file}:${span.offset}`;
        const isNew = !seen.has(place);
        seen.add(place);
        return isNew;
      });
  },
};

/** Names that are nothing else: a key or token may be what the operation is there to hand out. */
const names =
  /^(?:password|passwd|hashed_?password|password_?hash|password_?digest|encrypted_?password|pwd_?hash|password_?salt|totp_?secret|otp_?secret|mfa_?secret)$/i;

const deepest = 4;

export const schemasById = once(
  ({ facts }: RuleInput) => new Map(facts.schemas.map((schema) => [schema.id, schema])),
);

function findInEndpoint(input: RuleInput, { route, operation, module, node }: Endpoint): readonly Hit[] {
  const answered = operation.responses.find(({ by }) => by === "answered");
  if (answered?.type === undefined || leavesOut(node.decorators)) return [];
  const place = placeIn(module, node.name);
  return reachedFrom(input, answered.type).flatMap((schema) =>
    schema.fields
      .filter((field) => isGivenOut(input, schema, field))
      .map((field) => ({
        span: field.span,
        about: schema.id,
        message: `${tellRoute(route)} answers ${schema.name}, and with it ${field.name}`,
        mend: `answer a model without ${field.name}, or leave it out of this one`,
        path: [
          { message: tellRoute(route), span: place },
          { message: `${schema.name} is what it answers`, span: schema.span },
        ],
      })),
  );
}

/** The schemas of a type, and those within them. */
function reachedFrom(input: RuleInput, type: TypeFact): readonly SchemaFact[] {
  const schemas = schemasById(input);
  const found = new Map<string, SchemaFact>();
  let open = referencesOf(type);
  for (let depth = 0; depth < deepest && open.length > 0; depth += 1) {
    const next: string[] = [];
    for (const id of open) {
      const schema = schemas.get(id);
      if (schema === undefined || found.has(id)) continue;
      found.set(id, schema);
      next.push(...schema.fields.flatMap((field) => (field.hidden ? [] : referencesOf(field.type))));
    }
    open = next;
  }
  return [...found.values()];
}

function isGivenOut(
  input: RuleInput,
  schema: SchemaFact,
  { name, outputName, type, hidden, computed }: SchemaFieldFact,
): boolean {
  if (hidden || computed || !(names.test(name) || names.test(outputName ?? ""))) return false;
  return isPlainText(type) && !isRewritten(input, schema);
}

/** What hides itself when it is shown, or only says whether there is one, tells nothing. */
function isPlainText(type: TypeFact): boolean {
  return type.kind === "optional" ? isPlainText(type.of) : type.kind === "scalar" && type.name === "text";
}

/** Whether a function decides how the schema is given out. */
function isRewritten({ project }: RuleInput, { id }: SchemaFact): boolean {
  const at = id.lastIndexOf(":");
  const binding = project.modules.get(id.slice(0, at))?.scope.names.get(id.slice(at + 1));
  if (binding?.kind !== "class") return true;
  return binding.node.body.some(
    (statement) =>
      statement.kind === "function" &&
      (/^(?:dict|model_dump|json)$/.test(statement.name.id) ||
        statement.decorators.some((decorator) => {
          const mark = decorator.kind === "call" ? decorator.callee : decorator;
          const name = mark.kind === "name" ? mark.id : mark.kind === "attribute" ? mark.name : "";
          return /^(?:field_serializer|model_serializer|validator|root_validator|field_validator|model_validator)$/.test(
            name,
          );
        })),
  );
}

/** `response_model_exclude={"password"}` and its like. */
function leavesOut(decorators: Endpoint["node"]["decorators"]): boolean {
  return decorators.some(
    (decorator) =>
      decorator.kind === "call" &&
      decorator.args.some(({ name }) => /^response_model_(?:exclude|include)$/.test(name ?? "")),
  );
}
