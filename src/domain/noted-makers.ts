import { splitWords } from "#base";
import type { Contract, Operation } from "#contract";
import type { Behaviour } from "./behaviour.ts";
import type { Entity, OperationMeaning, Owner } from "./domain.ts";
import { evidence, step } from "./evidence.ts";

const caller =
  "(?:(?:creating|current|calling|requesting|authenticated|logged[- ]in|signed[- ]in) (?:user|account|member|admin(?:istrator)?|customer|client)|caller|(?:user|account|member|admin(?:istrator)?|person|one) (?:who|that) (?:creates?|created|makes?|made|adds?|added) (?:it|them|the \\w+))";
const maker = "(creator|author|maker|poster|uploader|writer)";
const verbs = "(?:recorded|stored|saved|kept|noted|registered|remembered|set)";

/** `The creating user is recorded as the creator`; `records the caller as its author`. */
const notedTexts: readonly RegExp[] = [
  new RegExp(
    `\\b${caller} (?:is|are|will be|gets?) (?:automatically )?${verbs} as (?:the |its |their )?${maker}\\b`,
    "i",
  ),
  new RegExp(
    `\\b(?:records?|stores?|saves?|keeps?|notes?|remembers?|sets?) the ${caller} as (?:the |its |their )?${maker}\\b`,
    "i",
  ),
];

/**
 * Rows of which words say that whoever makes them is recorded, and which no answer shows it of: they note who made them. That says
 * no more than who it was, and is not asked when it is told who may see or change them.
 */
export function noteMakers(
  entities: readonly Entity[],
  operations: readonly OperationMeaning[],
  contract: Contract,
  account: string | undefined,
): readonly Entity[] {
  if (account === undefined || operations.some(({ behaviour }) => takesAccounts(behaviour, account)))
    return entities;
  return entities.map((entity) => {
    if (entity.owner || entity.kinds || entity.name === account) return entity;
    const owner = readNoted(entity, operations, contract);
    return owner ? { ...entity, owner } : entity;
  });
}

function readNoted(
  { name, fields }: Entity,
  operations: readonly OperationMeaning[],
  contract: Contract,
): Owner | undefined {
  const makings = operations.filter(({ behaviour }) => makesRows(behaviour, name));
  const told = makings.flatMap(({ id, access, behaviour }) => {
    const operation = contract.operations.find((each) => each.id === id);
    const found = operation && tellsMaker(operation);
    return found && behaviour.kind === "create" && access === "required" ? [{ ...found, operation }] : [];
  });
  const [first] = told;
  if (!first || told.length !== makings.length || told.some(({ called }) => called !== first.called))
    return undefined;
  // What shows or takes it is something else, and a place among the rows of somebody is theirs.
  const isTaken = fields.some(
    ({ name: each, place }) => place !== undefined || isOfMaker(each, first.called),
  );
  if (isTaken) return undefined;
  return {
    field: first.called,
    shown: false,
    notes: true,
    evidence: evidence(
      `${name} rows note who made them`,
      ...told.map(({ operation, text }) => step(`${operation.id} says "${text}"`, operation.span)),
    ),
  };
}

function isOfMaker(field: string, called: string): boolean {
  const [first = "", second] = splitWords(field);
  return first === called || (first.endsWith("ed") && second === "by");
}

function tellsMaker({
  summary,
  description,
}: Operation): { readonly called: string; readonly text: string } | undefined {
  for (const pattern of notedTexts) {
    const [text, called] = pattern.exec(`${summary}. ${description}`) ?? [];
    if (text !== undefined && called !== undefined) return { called: called.toLowerCase(), text };
  }
  return undefined;
}

/** Whether a behaviour can add a row of an entity. */
function makesRows(behaviour: Behaviour, entity: string): boolean {
  if (!("entity" in behaviour) || behaviour.entity !== entity) return false;
  if (behaviour.kind === "update-by-body") return behaviour.absent === "create";
  return ["create", "create-many", "duplicate", "register"].includes(behaviour.kind);
}

/** Whether accounts go, with what they made. */
function takesAccounts(behaviour: Behaviour, account: string): boolean {
  if (behaviour.kind === "delete-current-account") return true;
  return behaviour.kind.startsWith("delete") && "entity" in behaviour && behaviour.entity === account;
}
