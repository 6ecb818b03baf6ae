import type { Call, Expression, FunctionDefinition, Lambda } from "#python";
import type { ClassReader, ProjectClass } from "../classes.ts";
import type { Project, SourceModule } from "../project.ts";
import type { SchemaFact } from "../schema.ts";
import type {
  BlockingCall,
  CallStep,
  Doubt,
  FlowEvent,
  LoadedLater,
  MessagePassed,
  QueryRun,
  SentTask,
} from "./events.ts";
import type { ModelIndex } from "./model-index.ts";
import type {
  Brought,
  FlowValue,
  FunctionValue,
  Lacking,
  Names,
  ObjectValue,
  Place,
  Row,
  Rows,
  Written,
} from "./values.ts";

/** The arguments of a call, followed. */
export interface Arguments {
  readonly positional: readonly (FlowValue | undefined)[];
  readonly named: ReadonlyMap<string, FlowValue | undefined>;
  /** Whether more may be given than is seen here. */
  readonly open: boolean;
  /** Whether what the call gives is awaited at once. */
  readonly awaited?: boolean;
  /** What names of its own choice brings to the call, spread by `**`. */
  readonly brought?: Brought;
  readonly call: Call;
}

/** Where the interpreter stands. */
export interface Frame {
  readonly flow: Flow;
  readonly module: SourceModule;
  readonly names: Names;
  /** The class whose body or method this is. */
  readonly owner?: ProjectClass;
  /** The function that is followed. */
  readonly node?: FunctionDefinition | Lambda;
  /** What the method is bound to. */
  readonly self?: FlowValue;
  /** Parameters that are known not to be None, until something else is put into them. */
  readonly given?: Set<string>;
  readonly calls: readonly CallStep[];
  readonly root: string;
  /** The loops around this point within the function, the innermost last. */
  readonly loops: readonly Loop[];
  readonly result: FrameResult;
  /** Whether what is taken here is taken by `async for`. */
  readonly async?: boolean;
  /** Where a transaction was opened, within the function, that is open at this point. */
  readonly transaction?: Place;
  /** Rows of which the branches around this point say that they lack something. */
  readonly lacking?: readonly Lacking[];
}

export interface Loop {
  readonly place: Place;
  /** Names that differ from one round to the next. */
  readonly names: ReadonlySet<string>;
  /** The name of what it goes over, one after another. */
  readonly item?: string;
}

/** What a function was seen to do, gathered while it is followed. */
export interface FrameResult {
  readonly returns: (FlowValue | undefined)[];
  readonly yields: (FlowValue | undefined)[];
  readonly runs: QueryRun[];
  readonly waits: BlockingCall[];
  readonly sends: SentTask[];
  readonly passes: MessagePassed[];
  readonly loaded: LoadedLater[];
}

/** What following a function for certain arguments has shown. */
export interface Summary {
  readonly returns: FlowValue | undefined;
  readonly runs: readonly QueryRun[];
  readonly waits: readonly BlockingCall[];
  readonly sends: readonly SentTask[];
  readonly passes: readonly MessagePassed[];
  readonly loaded: readonly LoadedLater[];
  /** What the object that it is bound to has afterwards. */
  readonly attributes?: ReadonlyMap<string, FlowValue>;
}

/** What is remembered of one function that is followed. */
export interface Followed {
  /** For each sort of arguments what it was seen to do; undefined while it is followed for them. */
  readonly summaries: Map<string, Summary | undefined>;
  /** The sorts of arguments that it is followed for at present. */
  readonly open: Set<string>;
  /** How often it was to be followed, by what it is bound to. */
  readonly counts: Map<string, number>;
  /** Whether it was seen to pass messages on. */
  passes: boolean;
}

/**
 * Follows values through the functions of a project: the parts reach each other through this, for they need one another in circles.
 * What it knows of a framework comes from its semantics alone.
 */
export interface Flow {
  readonly project: Project;
  readonly classes: ClassReader;
  readonly models: ModelIndex;
  /** Schemas by their ids. */
  readonly schemas: ReadonlyMap<string, SchemaFact>;
  readonly semantics: ReadonlyMap<string, Semantics>;
  readonly answerers: Answerers;
  /** Calls that send a task, by the paths of their modules and `start:end`. */
  readonly sends: ReadonlyMap<string, ReadonlyMap<string, SendingCall>>;
  readonly emit: (event: FlowEvent) => void;
  /** Heard by those who ask why nothing is said of a place. */
  readonly doubt?: Doubt;
  readonly followed: WeakMap<FunctionDefinition | Lambda, Followed>;
  /** Values of expressions that are the same wherever they are asked for: those of modules and classes. */
  readonly constants: WeakMap<Expression, { readonly value: FlowValue | undefined }>;
  /** What the maker of a class gives its instances, where none was seen being made. */
  readonly attributes: {
    readonly of: (frame: Frame, read: ProjectClass) => ReadonlyMap<string, FlowValue>;
  };
  /** Functions that others call, as `path:name`. */
  readonly called: Set<string>;
  /** How many expressions may still be followed from the present root. */
  readonly budget: { left: number };
  readonly evaluate: (frame: Frame, expression: Expression) => FlowValue | undefined;
  readonly attribute: (frame: Frame, of: FlowValue, name: string, place: Place) => FlowValue | undefined;
  readonly call: (frame: Frame, callee: FlowValue, given: Arguments) => FlowValue | undefined;
  /** What one round of a loop over a value takes from it. */
  readonly iterate: (frame: Frame, value: FlowValue | undefined, place: Place) => FlowValue | undefined;
  /** What a value of a declared type is. */
  readonly annotated: (frame: Frame, annotation: Expression) => FlowValue | undefined;
  readonly enter: (frame: Frame, callee: FunctionValue, given: Arguments) => FlowValue | undefined;
}

/** A call that sends a task. */
export interface SendingCall {
  readonly task: string;
  readonly packed: boolean;
  readonly afterCommit: boolean;
}

/** What frameworks are asked one after another. */
export type Question =
  | "callExternal"
  | "callObject"
  | "construct"
  | "objectAttribute"
  | "compare"
  | "overrides"
  | "transaction"
  | "waits"
  | "annotated";

/** For each of these questions, those who have an answer to it: most have none to most, and all are asked at every call. */
export type Answerers = { readonly [Asked in Question]: readonly NonNullable<Semantics[Asked]>[] };

/** What one framework makes of values: each answers undefined where it knows nothing. */
export interface Semantics {
  readonly framework: string;
  /** An attribute of a model's class: a manager, a column. */
  readonly classAttribute?: (
    frame: Frame,
    model: string,
    name: string,
    place: Place,
  ) => FlowValue | undefined;
  /** An attribute of a row that is no relation to one, and that no class of the project defines. */
  readonly rowAttribute?: (frame: Frame, row: Row, name: string, place: Place) => FlowValue | undefined;
  /** A relation to many, as an attribute of a row. */
  readonly relationToMany?: (frame: Frame, row: Row, rows: Rows, place: Place) => FlowValue;
  /** A method of rows that no class of the project defines. */
  readonly callRows?: (frame: Frame, rows: Rows, name: string, given: Arguments) => FlowValue | undefined;
  readonly callRow?: (frame: Frame, row: Row, name: string, given: Arguments) => FlowValue | undefined;
  /** A relation to one is read of a row. */
  readonly readRow?: (frame: Frame, row: Row, name: string, place: Place) => void;
  /** Rows are taken: by a loop, a test, a length. */
  readonly takeRows?: (frame: Frame, rows: Rows, place: Place) => void;
  /** A function or class of a package is called, by its dotted name. */
  readonly callExternal?: (frame: Frame, path: string, given: Arguments) => FlowValue | undefined;
  /** Whether a method of an object of a package, by the dotted name of its class, waits for what is outside. */
  readonly waits?: (of: string, name: string) => boolean;
  /** What else a function of the project may be where it is called: what classes put in its place. */
  readonly overrides?: (callee: FunctionValue) => readonly FunctionValue[];
  /** Whether what is called opens a transaction that ends after what stands within `with`, or after the function that it decorates. */
  readonly transaction?: (callee: FlowValue, call: Call | undefined) => boolean;
  /** A method that an object has from a package. */
  readonly callObject?: (
    frame: Frame,
    of: FlowValue,
    name: string,
    given: Arguments,
  ) => FlowValue | undefined;
  /** An attribute that an object has from a package. */
  readonly objectAttribute?: (
    frame: Frame,
    of: ObjectValue,
    name: string,
    place: Place,
  ) => FlowValue | undefined;
  /** What a method is bound to where it is followed from its own beginning. */
  readonly boundTo?: (frame: Frame, owner: ProjectClass, method: FunctionDefinition) => FlowValue | undefined;
  /** An instance of a class of the project that comes from the framework is made. */
  readonly construct?: (frame: Frame, made: ProjectClass, given: Arguments) => FlowValue | undefined;
  /** Two values are compared, or combined by `&`, `|` or `~`. */
  readonly compare?: (
    frame: Frame,
    left: FlowValue | undefined,
    operator: string,
    right: FlowValue | undefined,
    place: Place,
  ) => FlowValue | undefined;
  /** What a parameter without a type is, by the name that everybody gives it. */
  readonly parameter?: (name: string) => FlowValue | undefined;
  /** A parameter whose type has a class outside the project. */
  readonly annotated?: (
    frame: Frame,
    path: string,
    inner: readonly (FlowValue | undefined)[],
  ) => FlowValue | undefined;
}

/** The place of a node in the module that is followed. */
export function placeOf(
  { module }: Frame,
  { start, end }: { readonly start: number; readonly end: number },
): Place {
  return { module, start, end };
}

/** An expression as it stands in what is followed. */
export function writtenAt({ module, names, node: within }: Frame, node: Expression): Written {
  return { node, module, names, ...(within && { within }) };
}

/** The named arguments of a call, as they stand there. */
export function writtenArguments(frame: Frame, { args }: Call): ReadonlyMap<string, Written> {
  return new Map(
    args.flatMap(({ name, value }) => (name === undefined ? [] : [[name, writtenAt(frame, value)]])),
  );
}
