// npm run check: every fast check, side by side: types, patterns and layout, the tidy test, the fast tests.

import { local, runSteps, type Step } from "./steps.ts";

const steps: readonly Step[] = [
  { name: "tests", command: [process.execPath, "scripts/test.ts", "--fast", "--quiet"] },
  { name: "types", command: [local("tsc"), "-p", "."] },
  { name: "lint", command: [local("biome"), "check", "--diagnostic-level=error"] },
  { name: "tidy", command: [process.execPath, "--test", "test/tidy/tidy.test.ts"] },
];

const failed = await runSteps(steps, 2);
for (const { name, output } of failed) console.log(`\n── ${name}\n${output.trim()}`);
process.exitCode = failed.length === 0 ? 0 : 1;
