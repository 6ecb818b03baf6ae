import {
  type Domain,
  type Entity,
  type Field,
  isKeyWithin,
  type OperationMeaning,
  type ScalarValue,
  type ValueShape,
} from "#domain";

const mostValues = 4;

/** Fields with what they mean: `slug (made from title), author → User`. */
export function describeFields(entity: Entity): string {
  return entity.fields.map((field) => describeField(field, entity)).join(", ");
}

export function describeField(field: Field, entity: Entity): string {
  const { meaning, name, refersTo, namesEach } = field;
  const isOwner = entity.owner?.field === name;
  const target =
    meaning.kind === "reference"
      ? ` → ${meaning.entity}`
      : refersTo
        ? ` → ${refersTo.entity}`
        : namesEach
          ? ` → ${namesEach.entity}`
          : "";
  const notes = [
    ...noteMeaning(field, entity),
    ...(isOwner ? ["owner"] : []),
    ...kindNotes(field, entity),
    ...(field.unique
      ? [isKeyWithin(entity, field) ? `unique below one ${entity.identity.within}` : "unique"]
      : []),
  ];
  return `${name}${target}${notes.length === 0 ? "" : ` (${notes.join(", ")})`}`;
}

/** Of which kinds rows are that have the field, where not all have it. */
function kindNotes({ name }: Field, { kinds }: Entity): readonly string[] {
  if (!kinds) return [];
  if (kinds.field === name) return ["the kind of a row"];
  const having = kinds.of.filter(({ fields }) => fields.includes(name)).map(({ value }) => value);
  return having.length === kinds.of.length ? [] : [`of ${having.join(", ")}`];
}

function noteMeaning({ meaning, name, default: begins }: Field, entity: Entity): readonly string[] {
  switch (meaning.kind) {
    case "scalar":
      return meaning.type === "string" ? [] : [meaning.type];
    case "enum":
      return [
        listValues(meaning.values),
        ...(begins === undefined ? [] : [`${String(begins)} unless given`]),
      ];
    case "constant":
      return [`always ${meaning.value}`];
    case "values":
      return [meaning.choices ? `list of ${listValues(meaning.choices)}` : `list of ${meaning.of}`];
    case "objects":
      return [
        meaning.names
          ? `list of objects, ${meaning.names.member} → ${meaning.names.entity}`
          : "list of objects",
      ];
    case "total":
      return [`the sum of ${meaning.over}`];
    case "of-named":
      return [`${meaning.field} of its ${meaning.entity}`];
    case "ends-after":
      return [`${meaning.start} and the ${meaning.field} of its ${meaning.entity}`];
    case "json":
      return [describeShape(meaning.shape)];
    case "identity":
      return entity.identity.field === name ? [] : [meaning.type];
    case "also":
    case "own-key":
      return [`the same as ${meaning.of}`];
    case "parent-key":
      return [`of the ${meaning.entity} above`];
    case "tree":
      return [noteTree[meaning.tells.is]];
    case "slug":
      return [`made from ${meaning.of}`];
    case "file-address":
      return [`where the ${meaning.file} is answered`];
    case "reference":
      return [];
    case "message":
    case "created-at":
    case "signed-in-at":
    case "updated-at":
    case "code":
    case "children":
    case "owner-key":
    case "password":
    case "token":
      return [plainNotes[meaning.kind]];
    case "caller-flag":
      return [`${meaning.relation} by the caller`];
    case "count":
      return [`count of ${meaning.relation}`];
  }
}

const plainNotes = {
  message: "told, never kept",
  "created-at": "set when made",
  "signed-in-at": "set by signing in",
  "updated-at": "set when changed",
  code: "made here",
  children: "those right below it",
  "owner-key": "who made it",
  password: "hashed, never answered",
  token: "fresh credential, never kept",
} as const;

const noteTree = {
  above: "the one above",
  level: "how deep it stands",
  path: "the keys down to it",
} as const;

function describeShape(shape: ValueShape): string {
  switch (shape.kind) {
    case "scalar":
      return shape.type;
    case "choice":
      return listValues(shape.values);
    case "object":
      return "object";
    case "list":
      return `list of ${describeShape(shape.of.shape)}`;
    case "map":
      return `map of ${describeShape(shape.of.shape)}`;
    case "union":
      return shape.of.map(describeShape).join(" or ");
    case "any":
      return "anything";
  }
}

function listValues(values: readonly ScalarValue[]): string {
  const shown = values.slice(0, mostValues).join(", ");
  return values.length <= mostValues ? shown : `${shown}, …`;
}

/** `slug (made from title)`, `id integer (database)`. */
export function describeIdentity(entity: Entity): string {
  if (entity.cells) return `${entity.cells.axes.map((axis) => axis.field).join(", ")} (coordinates)`;
  const { field, by } = entity.identity;
  const meaning = entity.fields.find(({ name }) => name === field)?.meaning;
  const type = meaning?.kind === "identity" && meaning.type !== "string" ? ` ${meaning.type}` : "";
  const makers = { database: "database", application: "made here", client: "given by the client" } as const;
  const maker = typeof by === "object" ? `made from ${by.slugOf}` : makers[by];
  return `${field}${type} (${maker})`;
}

const makers: readonly OperationMeaning["behaviour"]["kind"][] = [
  "create",
  "create-many",
  "register",
  "list",
];

/** Where rows are made, else listed, else read. */
export function entityPath(entity: Entity, domain: Domain): string {
  const own = domain.operations.filter(
    ({ behaviour }) => "entity" in behaviour && behaviour.entity === entity.name,
  );
  for (const kind of makers) {
    const found = own.find(({ behaviour }) => behaviour.kind === kind);
    if (found) return found.path;
  }
  return own[0]?.path ?? "";
}
