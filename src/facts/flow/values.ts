import type { Expression, FunctionDefinition, Lambda } from "#python";
import { idOf, type ProjectClass } from "../classes.ts";
import type { SourceModule } from "../project.ts";
import type { LoadTree } from "./load-tree.ts";

/** What an expression stands for at one point of a function, as far as source alone says; undefined where the facts run out. */
export type FlowValue =
  | { readonly kind: "none" }
  /** `settled` where it is so for all that is followed, and not what a branch or a default may have put there. */
  | { readonly kind: "text"; readonly text: string; readonly settled?: true }
  /** What is known to be true, or false, where it is tested; not what it is otherwise. */
  | { readonly kind: "truth"; readonly value: boolean; readonly number?: number }
  | { readonly kind: "class"; readonly class: ProjectClass }
  | ObjectValue
  | FunctionValue
  | { readonly kind: "module"; readonly module: SourceModule }
  /** A name of a package outside the project. */
  | { readonly kind: "external"; readonly path: string }
  /** A list or tuple whose items are known one by one. */
  | { readonly kind: "list"; readonly items: readonly (FlowValue | undefined)[] }
  /** Any number of values of one sort. */
  | { readonly kind: "collection"; readonly of: FlowValue | undefined }
  | Mapping
  | BuiltText
  | Brought
  | Row
  | Rows
  /** A method that no class of the project defines, before it is called. */
  | { readonly kind: "method"; readonly of: FlowValue; readonly name: string }
  /** `super()`: what comes after a class in the lineage of another. */
  | { readonly kind: "super"; readonly self: FlowValue; readonly after: ProjectClass }
  | { readonly kind: "option"; readonly option: LoadOption }
  /** An attribute of a model's class, as queries name it. */
  | ColumnPath
  | { readonly kind: "condition"; readonly columns: readonly ColumnUse[] }
  | { readonly kind: "union"; readonly of: readonly FlowValue[] };

/** A dictionary whose keys are known. */
export interface Mapping {
  readonly kind: "mapping";
  readonly entries: ReadonlyMap<string, FlowValue | undefined>;
  /** Keys that are there on some branches only. */
  readonly maybe?: ReadonlySet<string>;
  /** What stands under keys that are no texts. */
  readonly others?: FlowValue;
  /** Where what stands under a key is written, for those who ask for more than its value. */
  readonly written?: ReadonlyMap<string, Written>;
  /** Where it is made, as far as that is one place. */
  readonly place?: Place;
}

/** An expression with the names that it sees. */
export interface Written {
  readonly node: Expression;
  readonly module: SourceModule;
  readonly names: Names;
  readonly within?: FunctionDefinition | Lambda;
}

/** A text that asks a database, put together of parts that are not all known; those stand in it as `…`. */
export interface BuiltText {
  readonly kind: "built";
  readonly text: string;
  /** The parts that somebody may choose. */
  readonly holes: readonly Hole[];
}

/** What somebody outside brought: all that was sent with a request, or one value of it; or what an outermost function was handed. */
export interface Brought {
  readonly kind: "brought";
  /** Who brought it; `nobody` once something has looked at it. */
  readonly by: "request" | "caller" | "nobody";
  readonly whole: boolean;
  readonly place: Place;
  /** As the source has it. */
  readonly shown: string;
  /** The name by which it was taken from the whole. */
  readonly key?: string;
  /** Whether it stands under a name that the source chose, as the value of an entry. */
  readonly isValue?: true;
}

export interface Hole {
  readonly place: Place;
  /** As the source has it. */
  readonly shown: string;
  /** Where it was taken from a request, as the source has that. */
  readonly brought?: string;
}

/** An instance of a class that is no model. Its attributes are gathered while it is made. */
export interface ObjectValue {
  readonly kind: "object";
  readonly of: ProjectClass | string;
  readonly attributes: Map<string, FlowValue>;
}

export interface FunctionValue {
  readonly kind: "function";
  readonly module: SourceModule;
  readonly node: FunctionDefinition | Lambda;
  /** The class that defines it. */
  readonly owner?: ProjectClass;
  /** What it is bound to. */
  readonly self?: FlowValue;
  /** The names around a function that is made within another. */
  readonly outer?: Names;
}

/** What a name was before a branch changed it. */
export type Held = FlowValue | undefined | "absent";

/** The names of a function while it is followed. */
export interface Names {
  readonly own: ReadonlyMap<string, FlowValue | undefined>;
  readonly outer?: Names;
  /** What the branch that is followed at present has changed. */
  changes?: Map<string, Held> | undefined;
}

/** A stretch of a module. */
export interface Place {
  readonly module: SourceModule;
  readonly start: number;
  readonly end: number;
}

/** Rows that a query asks for, with what it loads beside them. */
export interface Query {
  /** The same for the same place with the same loads. */
  readonly id: string;
  readonly model: string;
  /** Where it begins. */
  readonly place: Place;
  readonly loads: LoadTree;
  /** False where what it loads is not known: rows that are handed in, options that could not be followed. */
  readonly certain: boolean;
  /** Relations that the query joins, so that rows of them can be filled from it. */
  readonly joins: readonly string[];
  /** The row from which it was made, where it asks for what belongs to one row. */
  readonly from?: Row;
  /** Which of that row's relations it was. */
  readonly via?: string;
  /** The loop that makes it anew each time, with something that differs. */
  readonly loop?: Place;
  /** Whether it asks for a handful of rows at most. */
  readonly few: boolean;
  /** Names of columns that it selects without their rows; such rows are no models. */
  readonly plain: boolean;
  /** The calls that gave it, the innermost first: where it begins may serve many. */
  readonly taken: readonly Place[];
  /** Where it was last told what to load. */
  readonly told?: Place;
  /** What it loads once it joins what it takes that from. */
  readonly pending: readonly JoinedLoad[];
  /** Whether it was awaited: then nothing can be loaded later without being awaited too. */
  readonly awaited: boolean;
  /** What else each result has beside a row of the model, where there is more: models, or undefined for values. */
  readonly beside?: readonly (string | undefined)[];
}

/** Relations that a query fills from what it joins. */
export interface JoinedLoad {
  readonly loads: LoadTree;
  /** The model that must be joined for it. */
  readonly needs: string;
}

/** One row of a query, or what a relation of it leads to. */
export interface Row {
  readonly kind: "row";
  readonly model: string;
  readonly query: Query;
  /** The relations that lead to it from a row of the query. */
  readonly steps: readonly string[];
  /** Whether it stands for each of many rows. */
  readonly each: boolean;
  readonly of?: Origin;
}

/** Rows of which a branch says that they lack something: `never` where none does. */
export interface Lacking {
  readonly row: Row;
  readonly how: "perhaps" | "never";
}

/** The row whose relation led to others, and which of its relations that was. */
export interface Origin {
  readonly row: Row;
  readonly relation: string;
}

/** Many rows: a query, its result, or a relation to many. */
export interface Rows {
  readonly kind: "rows";
  readonly model: string;
  readonly query: Query;
  readonly steps: readonly string[];
  /** Whether the row whose relation this is stands for each of many. */
  readonly each: boolean;
  /** `query` before anything was asked, `result` once rows were taken. */
  readonly form: "manager" | "query" | "result";
  /** Classes of the project whose methods it has. */
  readonly classes: readonly ProjectClass[];
  readonly of?: Origin;
}

/** What is told to a query about what it shall load. */
export interface LoadOption {
  /** The model at which the path begins; undefined where the query's own is meant. */
  readonly model?: string;
  /** Where more that is told to it goes on. */
  readonly end: readonly string[];
  readonly loads: LoadTree;
  readonly joined: readonly JoinedLoad[];
  readonly certain: boolean;
  /** Where it is written. */
  readonly place?: Place;
}

export interface ColumnPath {
  readonly kind: "column";
  readonly model: string;
  /** Relations from the model to the column's own, the column last. */
  readonly steps: readonly string[];
}

/** A column that a query filters or sorts by. */
export interface ColumnUse {
  readonly model: string;
  readonly column: string;
  readonly how: "equal" | "range" | "text" | "null" | "sort";
}

/** How a value is told from others where a function is followed for it. */
export function keyOf(value: FlowValue | undefined, depth = 0): string {
  if (value === undefined) return "?";
  if (depth > 4) return "…";
  switch (value.kind) {
    case "none":
      return "None";
    case "built":
      return `built '${value.text.slice(0, 60)}' ${value.holes.map(({ place }) => place.start)}`;
    case "brought":
      return `brought by ${value.by}${value.whole ? ", all" : ""}`;
    case "truth":
      return value.value ? "true" : "false";
    case "text":
      return `'${value.text.slice(0, 60)}'`;
    case "class":
      return `class ${idOf(value.class)}`;
    case "object": {
      const given = [...value.attributes].map(([name, each]) => `${name}=${keyOf(each, depth + 1)}`);
      return `${typeof value.of === "string" ? value.of : idOf(value.of)}(${given.join(",")})`;
    }
    case "function":
      return `${value.module.path}:${value.node.start}[${keyOf(value.self, depth + 1)}]`;
    case "module":
      return `module ${value.module.path}`;
    case "external":
      return value.path;
    case "list":
      return `[${value.items.slice(0, 12).map((item) => keyOf(item, depth + 1))}]`;
    case "collection":
      return `*${keyOf(value.of, depth + 1)}`;
    case "mapping":
      return keyOfMapping(value, depth + 1);
    case "row":
      return `row ${writeEach(value)}${value.query.id}/${value.steps.join(".")}`;
    case "rows":
      return `rows ${value.form} ${writeEach(value)}${value.query.id}/${value.steps.join(".")}`;
    case "method":
      return `${keyOf(value.of, depth + 1)}.${value.name}()`;
    case "super":
      return `super ${idOf(value.after)} ${keyOf(value.self, depth + 1)}`;
    case "option":
      return `option ${keyOfOption(value.option)}`;
    case "column":
      return `${value.model}.${value.steps.join(".")}`;
    case "condition":
      return `condition ${value.columns.map(({ model, column, how }) => `${model}.${column} ${how}`)}`;
    case "union":
      return value.of.map((each) => keyOf(each, depth + 1)).join("|");
  }
}

function keyOfMapping({ entries, maybe, others }: Mapping, depth: number): string {
  const known = [...entries].map(
    ([name, each]) => `${name}${maybe?.has(name) ? "?" : ""}:${keyOf(each, depth)}`,
  );
  return `{${known.join(",")}${others === undefined ? "" : keyOf(others, depth)}}`;
}

function writeEach({ each, of }: Row | Rows): string {
  return `${each ? "*" : ""}${of?.row.each ? "+" : ""}`;
}

function keyOfOption({ model = "", end, loads, joined, certain }: LoadOption): string {
  const from = joined.map((each) => `${keyOfLoads(each.loads)}<${each.needs}`).join(",");
  return `${model}${keyOfLoads(loads)}[${from}]${end.join(".")}${certain ? "" : "?"}`;
}

function keyOfLoads(loads: LoadTree): string {
  return `{${[...loads].map(([name, below]) => name + keyOfLoads(below)).join(",")}}`;
}
