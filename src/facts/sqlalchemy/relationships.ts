import type { Expression } from "#python";
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
  const { call, annotation, module, name } = attribute;
  const mapped = readMapped(annotation);
  const named = call === undefined ? undefined : (keyword(call, "argument") ?? positional(call)[0]);
  const to =
    (named && findMapped(index, module, named)) ??
    (mapped.name === undefined ? undefined : index.byName(mapped.name));
  const lists = call === undefined ? undefined : keyword(call, "uselist");
  const isMany =
    lists === undefined
      ? mapped.many || (annotation === undefined && to !== undefined && !hasKey(to))
      : isTrue(lists);
  const reverse =
    call === undefined
      ? undefined
      : (textOf(keyword(call, "back_populates")) ?? textOf(keyword(call, "backref")));
  const loading = call === undefined ? undefined : loadingOf(keyword(call, "lazy"));
  const through = call === undefined ? undefined : keyword(call, "secondary");
  const kind: RelationFact["kind"] = through ? "many-to-many" : isMany ? "one-to-many" : "many-to-one";
  return {
    name,
    type: "relationship",
    span: spanOf(module, call ?? attribute),
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
