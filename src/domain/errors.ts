import {
  type Contract,
  flattenSchema,
  jsonMedia,
  type Operation,
  type Response,
  type Schema,
} from "#contract";
import type { Behaviour } from "./behaviour.ts";
import type { Access, ErrorAnswer, ErrorForm, Errors, Grant } from "./domain.ts";
import { evidence, step } from "./evidence.ts";
import { isObject } from "./shapes.ts";

/** How the contract says no, from the error answers it documents. */
export function readErrors(contract: Contract): Errors {
  const answers = contract.operations.flatMap(({ responses }) =>
    responses.filter(({ status }) => /^4/.test(status)),
  );
  const has = (status: string): number => answers.filter((answer) => answer.status === status).length;
  const invalid = has("400") > has("422") ? 400 : 422;
  return { form: readForm(contract, answers), invalid, conflict: has("409") > 0 ? 409 : invalid };
}

function readForm(contract: Contract, answers: readonly Response[]): ErrorForm {
  for (const answer of answers) {
    const media = jsonMedia(answer.content);
    if (!media?.schema) continue;
    const schema = flattenSchema(contract, media.schema);
    const found = findMessages(contract, schema, [], 0);
    if (!found) continue;
    return {
      kind: found.many ? "messages" : "message",
      path: found.path,
      schemaName: schema.name ?? "Error",
      evidence: evidence(
        `errors say what is wrong in ${found.path.join(".")}`,
        step("schema of an error answer", schema.span),
      ),
    };
  }
  return {
    kind: "default",
    evidence: evidence("no error schema is declared", step("document", contract.span)),
  };
}

interface MessagesPlace {
  readonly path: readonly string[];
  readonly many: boolean;
}

const messageNames = ["message", "detail", "error", "title", "description", "msg", "reason"];
const deepest = 4;

/** The place of the texts in an error schema: an array of strings, or one string by a telling name. */
function findMessages(
  contract: Contract,
  schema: Schema,
  path: readonly string[],
  depth: number,
): MessagesPlace | undefined {
  if (!isObject(schema) || depth > deepest) return undefined;
  const properties = schema.properties.map(({ name, required, schema: node }) => ({
    name,
    required,
    schema: flattenSchema(contract, node),
  }));
  const fillable = properties.filter(({ required }) => required).length <= 1;
  if (!fillable) return undefined;
  for (const { name, schema: property } of properties) {
    const item = property.items && flattenSchema(contract, property.items);
    if (property.types.includes("array") && item?.types.includes("string"))
      return { path: [...path, name], many: true };
  }
  const text = properties.find(
    ({ name, schema: property }) =>
      messageNames.includes(name.toLowerCase()) && property.types.includes("string"),
  );
  if (text) return { path: [...path, text.name], many: false };
  for (const { name, schema: property } of properties) {
    const found = findMessages(contract, property, [...path, name], depth + 1);
    if (found) return found;
  }
  return undefined;
}

/** Who is let in. */
export interface Admission {
  readonly access: Access;
  readonly grants: readonly Grant[];
}

/** Error answers of one operation: documented ones, and those that its behaviour needs and the contract leaves out. */
export function errorAnswers(
  contract: Contract,
  operation: Operation,
  behaviour: Behaviour,
  { access, grants }: Admission,
  errors: Errors,
): readonly ErrorAnswer[] {
  const documented = operation.responses
    .filter(({ status }) => /^4\d\d$/.test(status))
    .map(
      (response): ErrorAnswer => ({
        status: Number(response.status),
        description: response.description,
        hasBody: jsonMedia(response.content) !== undefined,
      }),
    );
  const unauthorizedHasBody = contract.operations
    .flatMap(({ responses }) => responses.filter(({ status }) => status === "401"))
    .every(({ content }) => jsonMedia(content) !== undefined);
  const added = neededAnswers(operation, behaviour, { access, grants }, errors)
    .filter(({ status }) => !documented.some((answer) => answer.status === status))
    .map((answer): ErrorAnswer => ({ ...answer, hasBody: answer.status !== 401 || unauthorizedHasBody }));
  return [...documented, ...added].sort((one, other) => one.status - other.status);
}

interface NeededAnswer {
  readonly status: number;
  readonly description: string;
  readonly added: string;
}

function neededAnswers(
  operation: Operation,
  behaviour: Behaviour,
  { access, grants }: Admission,
  errors: Errors,
): readonly NeededAnswer[] {
  const needed: NeededAnswer[] = [];
  const add = (status: number, description: string, added: string): void => {
    needed.push({ status, description, added });
  };
  if (behaviour.kind === "custom") return needed;
  if (access !== "public")
    add(
      401,
      "Not signed in",
      access === "optional" ? "a credential that is sent is checked" : "the operation needs a credential",
    );
  if (grants.some(({ scopes }) => scopes.length > 0))
    add(403, "Not allowed", "the credential may not have been granted what the operation asks for");
  if (access === "owner") add(403, "Not allowed", "the row belongs to another account");
  if (operation.parameters.some((parameter) => parameter.in === "path"))
    add(404, "Not found", "the path may select nothing");
  if (operation.requestBody || operation.parameters.length > 0)
    add(errors.invalid, "Invalid input", "input is validated");
  if (behaviour.kind === "login") add(429, "Too many attempts", "sign-in is throttled");
  return needed;
}
