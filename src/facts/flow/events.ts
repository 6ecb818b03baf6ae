import type { Message } from "../event.ts";
import type { LoadTree } from "./load-tree.ts";
import type { Brought, ColumnUse, Hole, Place, Query, Row } from "./values.ts";

/** A call that led from one function into another, or to a field that a framework shows. */
export interface CallStep {
  readonly place: Place;
  /** The function that is called or the field, as `path:name`. */
  readonly callee: string;
  /** What leads there where it is no call of the source: `field total of OrderSerializer`. */
  readonly shown?: string;
}

/** A relation of a row is read: where it is not loaded, that is a query. */
export interface RelationRead {
  readonly kind: "read";
  readonly query: Query;
  /** The relations from a row of the query to what is read, which comes last. */
  readonly steps: readonly string[];
  /** The model that has the relation. */
  readonly model: string;
  /** Whether it is read on each of many rows. */
  readonly each: boolean;
  readonly place: Place;
  /** The calls from where the rows were taken to where it is read, the outermost first. */
  readonly calls: readonly CallStep[];
  /** The function from which all was followed, as `path:name`. */
  readonly root: string;
  /** Where it is read only of rows that lack something else: `never` where none does. */
  readonly lacking?: "perhaps" | "never";
}

/** A query of its own is run. */
export interface QueryRun {
  readonly kind: "run";
  readonly query: Query;
  readonly place: Place;
  readonly calls: readonly CallStep[];
  /** The row for each of which it is run, or the loop that runs it with what differs each time. */
  readonly row?: Row;
  readonly loop?: Place;
  readonly root: string;
}

/** Columns by which one query filters or sorts. */
export interface ColumnsUsed {
  readonly kind: "columns";
  readonly columns: readonly ColumnUse[];
  /** The query that is narrowed or sorted. */
  readonly query: Query;
  /** Whether it may be narrowed by more than is seen here. */
  readonly open: boolean;
  /** Which of several ways this is, where branches leave one condition or another. */
  readonly way?: number;
  readonly place: Place;
  readonly root: string;
}

/** A call that waits for something outside the process, with the calls that led to it, the outermost first. */
export interface BlockingCall {
  /** What is called, by its dotted name. */
  readonly path: string;
  readonly place: Place;
  readonly calls: readonly CallStep[];
  /** Whether it raises an error where a loop is running, instead of waiting. */
  readonly refused?: true;
}

/** An asynchronous function waits without awaiting. */
export interface WaitInAsync extends BlockingCall {
  readonly kind: "wait";
  /** The asynchronous function, as `path:name`. */
  readonly within: string;
  readonly root: string;
}

/** A database is asked with a text: one that is known as a whole, or that was put together. */
export interface StatementBuilt {
  readonly kind: "statement";
  readonly text: string;
  /** Whether all of the text is known. */
  readonly whole: boolean;
  readonly holes: readonly Hole[];
  readonly place: Place;
  readonly calls: readonly CallStep[];
  readonly root: string;
}

/** What a request brought is written to a row as it came, or finds rows by names of its own choice. */
export interface BroughtUsed {
  readonly kind: "brought";
  readonly how: "make" | "change" | "find";
  readonly model: string;
  /** The field that the source names; undefined where the request names them. */
  readonly field?: string;
  readonly value: Brought;
  readonly place: Place;
  readonly calls: readonly CallStep[];
  readonly root: string;
}

/** A task is sent, or its result waited for. */
export interface SentTask {
  readonly what: "sent" | "waited";
  /** The id of the task. */
  readonly task: string;
  /** Rows among what it is given. */
  readonly rows: readonly Row[];
  readonly place: Place;
  /** The calls that led to it, the outermost first. */
  readonly calls: readonly CallStep[];
  /** Whether it is sent once what was written is there for all to see, or run some time from now. */
  readonly isLater: boolean;
}

/** The same, told where it is seen with rows or within an open transaction, and of results at the end of a function followed. */
export interface TaskSent extends SentTask {
  readonly kind: "sent";
  /** Where the transaction is opened in which it is sent. */
  readonly transaction?: Place;
  readonly root: string;
}

/** A message is handed to what carries it to other programs, or what comes from there is asked for. */
export interface MessagePassed {
  /** Absent where a function that passes messages on was called too often to be followed each time. */
  readonly message?: Message;
  readonly place: Place;
  /** The calls that led to it, the outermost first. */
  readonly calls: readonly CallStep[];
}

/** The same, told at the end of each function followed. */
export interface MessageTold extends MessagePassed {
  readonly kind: "passed";
  readonly root: string;
}

/** Relations that were loaded into rows that are there, or set on them. */
export interface LoadedLater {
  /** The query of the rows, as it was before. */
  readonly query: string;
  readonly loads: LoadTree;
  /** False where more may have been loaded. */
  readonly certain: boolean;
}

/** All that was asked for below a function that was followed from its own beginning, as far as it is kept. */
export interface RowsAsked {
  readonly kind: "asked";
  readonly queries: readonly Query[];
  /** The models of rows that it was handed. */
  readonly handed: readonly string[];
  readonly root: string;
}

export type FlowEvent =
  | RowsAsked
  | MessageTold
  | RelationRead
  | QueryRun
  | ColumnsUsed
  | WaitInAsync
  | StatementBuilt
  | BroughtUsed
  | TaskSent;

/** Told where the facts run out, by those who ask for it; the reason is made only if it is wanted. */
export type Doubt = (place: Place, why: () => string) => void;
