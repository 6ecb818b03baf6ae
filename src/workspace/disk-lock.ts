import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { shortDigest } from "#base";
import type { LockResult } from "./workspace.ts";

/**
 * A lock is a claim file whose name is never used twice. Whoever wants it makes its own claim first and looks
 * for others second, so of two at once at least one sees the other; claims of dead processes are swept aside.
 */
interface Claim {
  readonly file: string;
  readonly pid: number;
  readonly started: string;
  readonly host: string;
}

const held = new Map<string, string>();
let counter = 0;
const host = shortDigest(hostname());

/** Does this process hold the lock already? */
export function holdsLock(folder: string, name: string): boolean {
  return held.has(join(folder, name));
}

/** Tries once, without waiting. Claims are files in `folder`, which is made where missing. */
export function takeLock(folder: string, name: string, purpose: string): LockResult {
  const key = join(folder, name);
  if (held.has(key)) return refuse("this very process", purpose);
  counter += 1;
  const own = join(folder, `${name}.${process.pid}.${startOf(process.pid)}.${host}.${counter}.claim`);
  try {
    writeClaim(own, folder, purpose);
    const other = readClaims(folder, name).find((claim) => claim.file !== own && isAlive(claim));
    if (other !== undefined) {
      rmSync(own, { force: true });
      return describeHolder(other);
    }
  } catch (error) {
    return { ok: false, reason: "io", message: `cannot lock ${folder}: ${messageOf(error)}` };
  }
  held.set(key, own);
  return { ok: true, release: () => releaseLock(key, own) };
}

/** Tries until the time is up. */
export async function waitForLock(
  folder: string,
  name: string,
  purpose: string,
  waitMs: number,
): Promise<LockResult> {
  const patience = Math.max(waitMs, 60);
  const from = performance.now();
  for (;;) {
    const result = takeLock(folder, name, purpose);
    if (result.ok || result.reason === "io" || performance.now() - from > patience) return result;
    await new Promise((wake) => setTimeout(wake, 5 + Math.random() * (waitMs > 1000 ? 60 : 15)));
  }
}

function writeClaim(own: string, folder: string, purpose: string): void {
  for (let attempt = 1; ; attempt += 1) {
    mkdirSync(folder, { recursive: true });
    try {
      writeFileSync(own, JSON.stringify({ purpose, since: new Date().toISOString() }), { flag: "wx" });
      return;
    } catch (error) {
      // The holder before us may have taken the empty folder away in between.
      if ((error as NodeJS.ErrnoException).code !== "ENOENT" || attempt === 5) throw error;
    }
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function releaseLock(key: string, own: string): void {
  if (held.get(key) !== own) return;
  held.delete(key);
  rmSync(own, { force: true });
}

process.on("exit", () => {
  for (const own of held.values()) rmSync(own, { force: true });
});

function readClaims(folder: string, name: string): readonly Claim[] {
  return readdirSync(folder).flatMap((file) => {
    if (!file.startsWith(`${name}.`) || !file.endsWith(".claim")) return [];
    const [pid = "", started = "", claimant = ""] = file.slice(name.length + 1).split(".");
    return [{ file: join(folder, file), pid: Number(pid), started, host: claimant }];
  });
}

function isAlive(claim: Claim): boolean {
  if (claim.host !== host) return true;
  if (processExists(claim.pid) && (claim.started === "0" || claim.started === startOf(claim.pid)))
    return true;
  rmSync(claim.file, { force: true });
  return false;
}

export function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** When a process started, so that a number that was given out again is not taken for the old holder. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" ? "ended" : (fields[19] ?? "0");
  } catch {
    return "0";
  }
}

function describeHolder(claim: Claim): LockResult {
  let told: { purpose?: string; since?: string } = {};
  try {
    told = JSON.parse(readFileSync(claim.file, "utf8")) as typeof told;
  } catch {
    // The claim was made this moment, or is just going away: its name says enough.
  }
  const where = claim.host === host ? "" : " on another machine";
  const since = told.since === undefined ? "" : ` since ${told.since}`;
  return refuse(`process ${claim.pid}${where}${since}`, told.purpose ?? "another run");
}

function refuse(holder: string, purpose: string): LockResult {
  return {
    ok: false,
    reason: "locked",
    message: `${purpose} is at work here (${holder}): wait for it to end`,
  };
}
