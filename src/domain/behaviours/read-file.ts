import { flattenSchema, type Parameter, successResponses } from "#contract";
import type { PictureText, SizeChoice } from "../behaviour.ts";
import { answerShape } from "../bodies.ts";
import type { Assumption, Entity } from "../domain.ts";
import { type BehaviourRule, type Draft, entityNamed } from "../draft.ts";
import { evidence, step } from "../evidence.ts";
import { readFileBody } from "../file-bodies.ts";
import { fileNoun } from "../file-reads.ts";
import { leaveOpen } from "../left-open.ts";
import { queryParameters } from "../lists/index.ts";
import { hasWord } from "../names.ts";
import { settingsOf } from "../settings.ts";
import type { OperationShape } from "../shapes.ts";

/** The file of a row: its bytes as they were sent. */
export const readFile: BehaviourRule = {
  kind: "read-file",
  rank: 32,
  recognise(shape, draft) {
    const { operation, answer } = shape;
    const read = draft.fileReads.find((each) => each.shape === shape);
    const entity = read && entityNamed(draft, read.resource.name);
    if (!entity) return undefined;
    const { file, parameter, types } = read;
    if (parameter !== entity.identity.parameter)
      return leaveOpen(`nothing says which ${entity.name} ${parameter} selects`, operation.span);
    const strange = strangeTypes(shape, types)[0];
    const text = strange === "text/plain" ? textOf(entity, file) : undefined;
    if (strange !== undefined && !text)
      return leaveOpen(`nothing says what the ${file} is as ${strange}`, answer.span, "answer");
    const foreign = storedTypes(draft, entity, file).find((type) => !takes(types, type));
    if (foreign !== undefined)
      return leaveOpen(
        `the ${file} may be sent as ${foreign}, and is not answered so`,
        answer.span,
        "answer",
      );
    const [size, more] = queryParameters(shape).map((each) => ({ each, choice: sizeOf(each, draft) }));
    const unknown = size && !size.choice ? size : more;
    if (unknown)
      return leaveOpen(
        `nothing says what the query parameter ${unknown.each.name} does to the ${file}`,
        unknown.each.span,
        `query parameter ${unknown.each.name}`,
      );
    return {
      behaviour: {
        kind: "read-file",
        entity: entity.name,
        parameter,
        file,
        types,
        ...(text && { text }),
        ...(size?.choice && { size: size.choice }),
        answer: answerShape(shape, draft),
      },
      ...(size && { assumption: oneSize(shape, draft, file, size.each) }),
      evidence: evidence(
        `the ${file} of one ${entity.name}, as it was sent`,
        step(`answers ${types.join(", ")}`, answer.span),
        ...(text ? [step(`${text.field} is its text`, answer.span)] : []),
      ),
    };
  },
};

/** Media types of the answer that are no bytes. */
function strangeTypes({ operation }: OperationShape, types: readonly string[]): readonly string[] {
  const content = successResponses(operation)[0]?.content ?? [];
  return content.map(({ type }) => type.toLowerCase()).filter((type) => !types.includes(type));
}

const textWords: ReadonlySet<string> = new Set(["text", "description", "alt", "caption"]);

/** The one field of a row that says in words what its file shows: `photoTextDescription`. */
function textOf({ fields }: Entity, file: string): PictureText | undefined {
  const found = fields.filter(
    ({ name, meaning }) =>
      meaning.kind === "scalar" &&
      meaning.type === "string" &&
      hasWord(name, textWords) &&
      (hasWord(name, new Set([file])) || hasWord(name, new Set(["alt"]))),
  );
  const [only, ...others] = found;
  return only && others.length === 0 ? { field: only.name } : undefined;
}

/** The types in which an operation of its own stores the file, wildcards too. */
function storedTypes({ contract, resources }: Draft, { name }: Entity, file: string): readonly string[] {
  const shapes = resources.find((resource) => resource.name === name)?.shapes ?? [];
  return shapes.flatMap(({ operation, place }) => {
    const body = readFileBody(contract, operation);
    return typeof body === "object" && fileNoun(place.name) === file ? body.types : [];
  });
}

function takes(types: readonly string[], type: string): boolean {
  const kind = type.toLowerCase().split("/")[0] ?? "";
  return [type.toLowerCase(), `${kind}/*`, "*/*"].some((each) => types.includes(each));
}

const sizeWords: ReadonlySet<string> = new Set(["size", "resolution", "variant"]);

/** One of a few sizes that callers may ask for. */
function sizeOf(parameter: Parameter, { contract }: Draft): SizeChoice | undefined {
  const { name, required } = parameter;
  const { enum: values = [], default: usual } = flattenSchema(contract, parameter.schema);
  const texts = values.filter((value) => typeof value === "string");
  const isChoice = hasWord(name, sizeWords) && texts.length > 0 && texts.length === values.length;
  if (!isChoice || required) return undefined;
  return { parameter: name, values: texts, ...(typeof usual === "string" && { usual }) };
}

function oneSize(
  { operation: { id, span } }: OperationShape,
  { settings }: Draft,
  file: string,
  { name }: Parameter,
): Omit<Assumption, "id"> {
  return {
    text: `the ${file} is answered as it was sent, whatever ${name} asks for`,
    span,
    setting: `domain.operations.${id}.behaviour`,
    choices: ["read-file", "custom"],
    chosen: settingsOf(settings, id).behaviour ?? "read-file",
  };
}
