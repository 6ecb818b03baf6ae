import { digest } from "#base";
import { isDigest, withPlainLines } from "./read-entry.ts";

/** That a contract was looked up for a task: which one, as it was then, and when. */
export interface Receipt {
  readonly task: string;
  /** What stays the same of the thing while its contract changes: its kind first, then its key. */
  readonly line: readonly string[];
  readonly name: string;
  /** Of all that it promised then. */
  readonly digest: string;
  /** The number of its accepted version, where that was what was accepted. */
  readonly version?: number;
  /** RFC 3339, in UTC. */
  readonly when: string;
}

const longestTask = 200;

/** The name of a task as it is kept; undefined where it is none. It never becomes part of a path. */
export function properTask(text: string): string | undefined {
  const task = text.normalize("NFC").trim();
  return task === "" || task.length > longestTask || /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(task)
    ? undefined
    : task;
}

/** The folder of the receipts of a task, below that of all receipts. */
export function taskFolder(task: string): string {
  return digest(task).slice(0, 16);
}

export function printReceipt({ task, line, name, digest: its, version, when }: Receipt): string {
  const value = { digest: its, line, name, task, ...(version !== undefined && { version }), when };
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** Reads the text of a receipt, which must have the digest that it is called after; undefined where it is none. */
export function readReceipt(name: string, given: string): Receipt | undefined {
  const text = withPlainLines(given);
  const receipt = digest(text) === name ? receiptOf(parse(text)) : undefined;
  return receipt !== undefined && printReceipt(receipt) === text ? receipt : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function receiptOf(value: unknown): Receipt | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { task, line, name, digest: its, version, when } = value as Readonly<Record<string, unknown>>;
  if (typeof task !== "string" || properTask(task) !== task || typeof name !== "string") return undefined;
  if (!Array.isArray(line) || line.length < 2 || !line.every((each) => typeof each === "string"))
    return undefined;
  if (!isDigest(its) || typeof when !== "string" || !/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(when))
    return undefined;
  if (version === undefined) return { task, line, name, digest: its, when };
  return typeof version === "number" && Number.isInteger(version) && version > 0
    ? { task, line, name, digest: its, version, when }
    : undefined;
}
