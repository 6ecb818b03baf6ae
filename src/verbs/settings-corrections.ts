import { type Finding, nearestName, type Severity } from "#base";
import type { Contract } from "#contract";
import type { Behaviour, Domain, Entity, OperationMeaning, OperationSettings } from "#domain";
import type { Settings } from "./settings.ts";

/** What the corrections in the settings get wrong about this contract, each at its line. */
export function checkCorrections(settings: Settings, contract: Contract, domain: Domain): readonly Finding[] {
  const known = contract.operations.map(({ id }) => id);
  return Object.entries(settings.domain.operations).flatMap(([id, own]) => {
    const meaning = domain.operations.find((operation) => operation.id === id);
    if (meaning) return checkOperation(settings, domain, meaning, own);
    const meant = nearestName(id, known);
    const mend =
      meant === undefined
        ? "use an operationId of the contract, or METHOD /path where there is none"
        : `did you mean "${meant}"?`;
    return [
      problem(settings, [id], "unknown-operation", `${contract.file} has no operation "${id}"`, {
        mend,
        key: true,
      }),
    ];
  });
}

interface ProblemOptions {
  readonly mend?: string;
  /** The problem is the key, not its value. */
  readonly key?: boolean;
  readonly severity?: Severity;
}

function problem(
  { document }: Settings,
  path: readonly string[],
  rule: string,
  message: string,
  { mend, key = false, severity = "error" }: ProblemOptions,
): Finding {
  const whole = ["domain", "operations", ...path];
  const span = key ? document?.placeOfKey(whole) : document?.placeOf(whole);
  return {
    rule: `settings/${rule}`,
    severity,
    message,
    ...(span && { span }),
    ...(mend !== undefined && { mend }),
  };
}

function checkOperation(
  settings: Settings,
  domain: Domain,
  { id, behaviour }: OperationMeaning,
  own: OperationSettings,
): readonly Finding[] {
  const entity =
    "entity" in behaviour ? domain.entities.find(({ name }) => name === behaviour.entity) : undefined;
  const found: Finding[] = [];
  const useless = (["order", "maximum"] as const).filter(
    (key) => own[key] !== undefined && behaviour.kind !== "list",
  );
  for (const key of useless) {
    const message = `"${id}" is understood as ${behaviour.kind}, so its "${key}" changes nothing`;
    found.push(problem(settings, [id, key], "without-effect", message, { key: true, severity: "warning" }));
  }
  if (behaviour.kind !== "read-matrix" && behaviour.kind !== "custom")
    for (const key of (["empty", "outer", "undecided"] as const).filter((each) => own[each] !== undefined)) {
      const message = `"${id}" shows no matrix, so its "${key}" changes nothing`;
      found.push(problem(settings, [id, key], "without-effect", message, { key: true, severity: "warning" }));
    }
  if (own.scopes !== undefined && behaviour.kind !== "register-client") {
    const message = `"${id}" registers no client, so its "scopes" change nothing`;
    found.push(
      problem(settings, [id, "scopes"], "without-effect", message, { key: true, severity: "warning" }),
    );
  }
  found.push(...checkContent(settings, { id, behaviour }, entity, own));
  if (own.from !== undefined) found.push(...checkFrom(settings, id, behaviour, own.from, entity));
  if (own.order !== undefined && behaviour.kind === "list") {
    const field = own.order.replace(/^-/, "");
    const fields = sortableFields(entity?.fields ?? []);
    const meant = nearestName(field, fields);
    if (!fields.includes(field))
      found.push(
        problem(
          settings,
          [id, "order"],
          "unknown-field",
          `${behaviour.entity} cannot be sorted by "${field}"`,
          {
            mend: meant === undefined ? `its fields are ${fields.join(", ")}` : `did you mean "${meant}"?`,
          },
        ),
      );
  }
  if (own.maximum !== undefined && behaviour.kind === "list" && !behaviour.pagination) {
    const message = `"${id}" has no pages, so its "maximum" changes nothing`;
    found.push(
      problem(settings, [id, "maximum"], "without-effect", message, { key: true, severity: "warning" }),
    );
  }
  if (own.access === "owner" && entity && !entity.owner && domain.accounts?.entity !== entity.name)
    found.push(
      problem(settings, [id, "access"], "no-owner", `${entity.name} rows belong to no account`, {
        mend: 'use "required" to let everybody in who is signed in',
      }),
    );
  return found;
}

/** The field that a picture holds. */
function checkContent(
  settings: Settings,
  { id, behaviour }: Pick<OperationMeaning, "id" | "behaviour">,
  entity: Entity | undefined,
  { content }: OperationSettings,
): readonly Finding[] {
  if (content === undefined) return [];
  if (behaviour.kind !== "qr-code") {
    const message = `"${id}" is understood as ${behaviour.kind}, so its "content" changes nothing`;
    return [
      problem(settings, [id, "content"], "without-effect", message, { key: true, severity: "warning" }),
    ];
  }
  const fields = contentFields(entity);
  if (fields.includes(content)) return [];
  const meant = nearestName(content, fields);
  return [
    problem(settings, [id, "content"], "unknown-field", `no QR code can hold "${content}"`, {
      mend: meant === undefined ? `it can hold ${fields.join(", ")}` : `did you mean "${meant}"?`,
    }),
  ];
}

/** What a picture of a row can hold: what tells it from others. */
export function contentFields(entity: Entity | undefined): readonly string[] {
  const codes = entity?.fields.filter(({ meaning }) => meaning.kind === "code") ?? [];
  return entity ? [entity.identity.field, ...codes.map(({ name }) => name)] : [];
}

/** What a cell can show that nobody has written. */
export function emptyValues(entity: Entity | undefined): readonly string[] {
  const meaning = entity?.fields.find(({ name }) => name === entity.cells?.value)?.meaning;
  return meaning?.kind === "enum" ? meaning.values.map(String) : ["a value that a cell may have"];
}

/** Values that a change of state is said to start from. */
function checkFrom(
  settings: Settings,
  id: string,
  behaviour: Behaviour,
  from: readonly string[],
  entity: Entity | undefined,
): readonly Finding[] {
  const field =
    behaviour.kind === "change-state" || behaviour.kind === "change-states"
      ? entity?.fields.find(({ name }) => name === behaviour.sets[0].field)
      : undefined;
  if (field?.meaning.kind !== "enum") {
    const message = `"${id}" changes no state that has a few values, so its "from" changes nothing`;
    return [problem(settings, [id, "from"], "without-effect", message, { key: true, severity: "warning" })];
  }
  const values = field.meaning.values.map(String);
  const strange = from.find((value) => !values.includes(value));
  if (strange === undefined) return [];
  const meant = nearestName(strange, values);
  const mend = meant === undefined ? `its values are ${values.join(", ")}` : `did you mean "${meant}"?`;
  return [problem(settings, [id, "from"], "unknown-value", `${field.name} is never "${strange}"`, { mend })];
}

const unsortable = new Set(["password", "token", "values", "reference", "caller-flag", "count"]);

export function sortableFields(fields: Domain["entities"][number]["fields"]): readonly string[] {
  return fields.filter(({ meaning }) => !unsortable.has(meaning.kind)).map(({ name }) => name);
}
