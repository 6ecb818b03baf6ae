import type { Call, Expression } from "#python";
import { defineExpression } from "../definitions.ts";
import { isTrue, keyword, positional, textOf } from "../literals.ts";
import type { FieldFact, RelationFact } from "../model.ts";
import { spanOf } from "../places.ts";
import type { Project, SourceModule } from "../project.ts";
import { readMapped } from "./annotations.ts";
import type { MappedAttribute } from "./attributes.ts";

/** What is needed to find the class that a relationship names. */
export interface MappedIndex {
  readonly project: Project;
  /** The id of a mapped class by its name, where only one is called so. */
  readonly byName: (name: string) => string | undefined;
  readonly byClass: (definition: {
    readonly module: SourceModule;
    readonly name: string;
  }) => string | undefined;
}

/** `orders: Mapped[list["Order"]] = relationship(back_populates="buyer", lazy="raise")` */
export function readRelationship(
  index: MappedIndex,
  attribute: MappedAttribute,
  hasKey: (to: string) => boolean,
): FieldFact {
  const { annotation, module, name } = attribute;
  const call = attribute.call && innerCall(attribute.call);
  const said = (what: string): Expression | undefined => call && optionOf(call, what);
  const mapped = readMapped(annotation);
  const named = call && (said("argument") ?? positional(call)[0]);
  const to =
    (named && findMapped(index, module, named)) ??
    (mapped.name === undefined ? undefined : index.byName(mapped.name));
  const lists = said("uselist");
  const isMany =
    lists === undefined
      ? mapped.many || (annotation === undefined && to !== undefined && !hasKey(to))
      : isTrue(lists);
  const reverse = textOf(said("back_populates")) ?? textOf(said("backref"));
  const loading = loadingOf(said("lazy"));
  const through = said("secondary") ?? said("link_model");
  const kind: RelationFact["kind"] = through ? "many-to-many" : isMany ? "one-to-many" : "many-to-one";
  return {
    name,
    type: "relationship",
    span: spanOf(module, attribute.call ?? attribute),
    nullable: mapped.optional,
    unique: false,
    indexed: false,
    primaryKey: false,
    relation: {
      kind,
      ...(to === undefined ? {} : { to }),
      ...(reverse === undefined ? {} : { reverse }),
      loading: loading ?? "select",
    },
  };
}

/** `Relationship(sa_relationship=relationship(…))` of SQLModel is what stands within. */
function innerCall(call: Call): Call {
  const inner = keyword(call, "sa_relationship");
  return inner?.kind === "call" ? inner : call;
}

/** What a relationship is told, by itself or in what SQLModel hands on to it. */
function optionOf(call: Call, name: string): Expression | undefined {
  const handed = keyword(call, "sa_relationship_kwargs");
  const within =
    handed?.kind === "dictionary"
      ? handed.entries.find(({ key }) => textOf(key) === name)?.value
      : handed?.kind === "call"
        ? keyword(handed, name)
        : undefined;
  return keyword(call, name) ?? within;
}

/** `lazy="raise"`, and the older spellings `True`, `False` and `None`. */
function loadingOf(expression: Expression | undefined): string | undefined {
  if (expression?.kind !== "constant") return textOf(expression);
  return expression.value === "False" ? "joined" : expression.value === "None" ? "noload" : "select";
}

/** A class by itself, by its name or path in quotes, or by a function that gives it. */
function findMapped(index: MappedIndex, module: SourceModule, named: Expression): string | undefined {
  const text = textOf(named);
  if (text !== undefined) return index.byName(text.split(".").at(-1) ?? text);
  const target = named.kind === "lambda" ? named.body : named;
  const definition = defineExpression(index.project, module, target);
  return definition?.kind === "class"
    ? index.byClass({ module: definition.module, name: definition.node.name.id })
    : undefined;
}
