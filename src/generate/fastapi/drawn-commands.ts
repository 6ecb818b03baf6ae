import { assert, snakeCase } from "#base";
import type { Contract, Operation } from "#contract";
import { type BodyField, type Domain, type Evidence, type OperationMeaning, touchesRow } from "#domain";
import { classNameText, identifierText } from "#python";

/** What a command does, with its Python names: an operation that has no route. */
export interface CommandBlueprint {
  readonly functionName: string;
  readonly bodyClass: string;
  readonly requestClass: string;
  readonly meaning: OperationMeaning;
  readonly contract: Operation;
}

/** A function that makes a row of an entity that no operation makes, as a create would: only no path leads to it. */
export function drawLoaders(domain: Domain, contract: Contract): readonly CommandBlueprint[] {
  return domain.loaded.map(({ entity, fields, evidence }) =>
    drawCommand(domain, contract, {
      kind: "create",
      entity,
      fields,
      evidence,
      title: `${isReloaded(domain, entity) ? "keep" : "load"} ${snakeCase(entity)}`,
      bodyClass: `${entity} row`,
    }),
  );
}

/** Whether rows are loaded again after a change, by a function that is called so. */
function isReloaded(domain: Domain, entityName: string): boolean {
  return domain.operations.some(
    ({ behaviour }) =>
      behaviour.kind !== "custom" &&
      "entity" in behaviour &&
      behaviour.entity === entityName &&
      (touchesRow(behaviour) || behaviour.kind === "membership"),
  );
}

/** The path at which tests add accounts that no operation makes: only their application serves it. */
const addingPath = "accounts-of-tests";

/** The same for accounts, as somebody who registers would make one; `taken`: what operations are called. */
export function drawAdder(
  domain: Domain,
  contract: Contract,
  taken: readonly string[],
): readonly CommandBlueprint[] {
  const { accounts } = domain;
  if (!accounts?.added) return [];
  const { entity, added: fields, evidence } = accounts;
  const adder = drawCommand(domain, contract, {
    kind: "register",
    entity,
    fields,
    evidence,
    title: freeTitle(snakeCase(entity), taken),
    bodyClass: `Added ${entity}`,
  });
  const segments = [{ kind: "literal", text: addingPath }] as const;
  return [{ ...adder, contract: { ...adder.contract, path: `/${addingPath}`, segments } }];
}

/** Callers may add accounts as well, by an operation of that name. */
function freeTitle(entity: string, taken: readonly string[]): string {
  const titles = ["add", "install", "set up", "put in place"].map((verb) => `${verb} ${entity}`);
  const free = titles.find((title) => !taken.includes(identifierText(title)));
  assert(free, `no name is left for what adds ${entity} rows`);
  return free;
}

interface CommandDrawing {
  readonly kind: "create" | "register";
  readonly entity: string;
  readonly fields: readonly BodyField[];
  readonly evidence: Evidence;
  readonly title: string;
  readonly bodyClass: string;
}

function drawCommand(
  domain: Domain,
  { span }: Contract,
  { kind, entity: entityName, fields, evidence, title, bodyClass: wanted }: CommandDrawing,
): CommandBlueprint {
  const entity = domain.entities.find(({ name }) => name === entityName);
  assert(entity, `the domain has no entity ${entityName}`);
  const functionName = identifierText(title);
  const bodyClass = classNameText(wanted);
  const made = {
    entity: entityName,
    body: { required: true, fields, atLeastOne: false },
    answer: { status: 201 },
  } as const;
  return {
    functionName,
    bodyClass,
    requestClass: bodyClass,
    meaning: {
      id: functionName,
      method: "post",
      path: "",
      module: entity.table,
      // Whoever loads rows says whose they are.
      access: kind === "create" && entity.owner ? "required" : "public",
      grants: [],
      roles: [],
      behaviour: kind === "create" ? { ...made, kind } : { ...made, kind },
      errors: [],
      otherErrors: [],
      refusals: {
        parameters: domain.errors.invalid,
        body: domain.errors.invalid,
        conflict: domain.errors.conflict,
        credentials: 401,
        strangers: 403,
      },
      evidence,
      span,
    },
    contract: {
      id: functionName,
      method: "post",
      path: "",
      segments: [],
      summary: "",
      description: "",
      tags: [],
      deprecated: false,
      parameters: [],
      responses: [],
      security: [],
      span,
    },
  };
}
