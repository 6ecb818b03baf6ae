import type {
  Access,
  Behaviour,
  Filter,
  FilterLanguage,
  ListBehaviour,
  OperationMeaning,
  Pagination,
  Sorting,
} from "#domain";

/** The behaviour by its name in the catalogue, with the form that it takes here. */
export function nameBehaviour(behaviour: Behaviour): string {
  const nested = "parent" in behaviour && behaviour.parent !== undefined ? ", nested" : "";
  switch (behaviour.kind) {
    case "list":
      return behaviour.following === undefined ? `list${nested}` : "list, feed";
    case "update":
      return `update, ${behaviour.mode}${nested}`;
    case "update-by-body":
      return `${behaviour.absent === "create" ? "upsert" : "update"} by body, ${behaviour.mode}${nested}`;
    case "update-by-query":
      return `update by query${nested}`;
    case "membership":
      return `membership, ${behaviour.action}`;
    default:
      return `${behaviour.kind}${nested}`;
  }
}

const accessNames: Readonly<Record<Access, string>> = {
  public: "public",
  optional: "optional",
  required: "signed in",
  owner: "owner",
  granted: "granted",
};

/** Who may call: in one or two words. */
export function nameAccess(access: Access): string {
  return accessNames[access];
}

/** Why an operation is understood as it is, and what that means for its rows. */
export function explainBehaviour({ behaviour, evidence }: OperationMeaning): string {
  const details = behaviour.kind === "list" ? describeList(behaviour) : [];
  return [evidence.statement, ...details].join("; ");
}

/** What a list answers beside its rows: filters, order, pages. */
export function describeList(list: ListBehaviour): readonly string[] {
  const { entity, filters, language, order, sorting, pagination } = list;
  const bound = filters.map((filter) => describeFilter(filter, entity)).join(", ");
  const [first] = order;
  const pages = pagination && [describePages(pagination)];
  return [
    ...(bound === "" ? [] : [`filters ${bound}`]),
    ...(language ? [describeLanguage(language)] : []),
    ...(sorting ? [describeSorting(sorting)] : []),
    ...(first ? [`order by ${first.field}${first.descending ? ", last first" : ""}`] : []),
    ...(pages ?? []),
  ];
}

function describeLanguage({ parameter, terms }: FilterLanguage): string {
  return `${parameter} reads ${terms.map(({ name, by }) => (by === "since" ? `${name} (how long ago)` : name)).join(", ")}`;
}

function describeSorting({ parameter, choices, direction }: Sorting): string {
  const fields = [...new Set(choices.map(({ field }) => field))].join(", ");
  const names = direction ? `${parameter}, ${direction.parameter}` : parameter;
  return `sorted by ${names} → ${fields}`;
}

function describePages(pagination: Pagination): string {
  const { limit, usual, most } = pagination.size;
  const bounds = limit === undefined ? `${usual} rows each` : `${usual}, at most ${most}`;
  switch (pagination.style) {
    case "offset":
      return `${pagination.offset.name}, ${limit} (${bounds})`;
    case "number": {
      const { name, first } = pagination.page;
      const names = limit === undefined ? name : `${name}, ${limit}`;
      return `${names} (the first is ${first}; ${bounds})`;
    }
    case "first":
      return `the first ${limit} (${bounds})`;
    case "keyset": {
      const { after, before, cursor } = pagination;
      const names = [after, before, limit].filter((name) => name !== undefined).join(", ");
      return `${names} (by ${cursor.kind === "key" ? "the key of a row" : "cursor"}; ${bounds})`;
    }
  }
}

export function describeFilter({ parameter, by }: Filter, entity: string): string {
  switch (by.kind) {
    case "field":
      return `${parameter} → ${entity}.${by.field}`;
    case "contains":
      return `${parameter} → in ${entity}.${by.field}${by.member === undefined ? "" : `.${by.member}`}`;
    case "range": {
      const sign = by.edge === "least" ? ">" : "<";
      return `${parameter} → ${entity}.${by.field} ${sign}${by.inclusive ? "=" : ""}`;
    }
    case "day":
      return `${parameter} → the day of ${entity}.${by.field}`;
    case "search":
      return `${parameter} → part of ${entity}.${by.fields.join(", ")}`;
    case "present":
      return `${parameter} → ${entity}.${by.field} is there`;
    case "parent":
      return `${parameter} → ${by.entity} by ${by.key}`;
    case "reference":
      return `${parameter} → ${entity}.${by.field} by ${by.key}`;
    case "named":
      return `${parameter} → ${by.entity}.${by.of} by ${entity}.${by.field}`;
    case "member":
      return `${parameter} → "${by.relation}" by ${by.key}`;
  }
}
