// Commands that run side by side, one line each when they are done.

import { spawn } from "node:child_process";
import { join } from "node:path";

export const root: string = join(import.meta.dirname, "..");

export interface Step {
  readonly name: string;
  readonly command: readonly [program: string, ...parameters: string[]];
}

export interface Outcome {
  readonly name: string;
  readonly ok: boolean;
  readonly output: string;
  readonly seconds: number;
}

/** Path of a program that a package of ours brings. */
export function local(name: string): string {
  return join(root, "node_modules", ".bin", name);
}

export function runStep({ name, command: [program, ...parameters] }: Step): Promise<Outcome> {
  const began = performance.now();
  return new Promise((answer) => {
    const child = spawn(program, parameters, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
      });
    }
    const end = (ok: boolean): void =>
      answer({ name, ok, output, seconds: (performance.now() - began) / 1000 });
    child.on("error", (error) => {
      output += error.message;
      end(false);
    });
    child.on("close", (code) => end(code === 0));
  });
}

/** Runs some at a time and says each as it ends; gives the failed ones. */
export async function runSteps(steps: readonly Step[], atOnce: number): Promise<readonly Outcome[]> {
  const queue = [...steps];
  const failed: Outcome[] = [];
  const work = async (): Promise<void> => {
    for (let step = queue.shift(); step !== undefined; step = queue.shift()) {
      const outcome = await runStep(step);
      console.log(
        `${outcome.name.padEnd(10)} ${outcome.ok ? "ok    " : "failed"} ${outcome.seconds.toFixed(1).padStart(6)} s`,
      );
      if (!outcome.ok) failed.push(outcome);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return failed;
}
