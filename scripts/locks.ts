// npm run locks [-- --upgrade]: compiles python/locks/*.in to pinned requirements with hashes that hold for every
// Python from 3.12 on, on Linux and macOS. Without --upgrade only what the inputs force is changed.

import { openDisk } from "#workspace";
import { findPython, findUv } from "../src/prove/environment/index.ts";
import { completePackageLock } from "./platform-lock.ts";

const outputs = [
  "fastapi-sqlite",
  "fastapi-sqlite-dev",
  "fastapi-postgresql",
  "fastapi-postgresql-dev",
  "mutation",
  "tools",
];

const workspace = openDisk({ root: `${import.meta.dirname}/..` });
const python = await findPython(workspace);
const uv = await findUv(workspace, (message) => console.error(message));
if (python.kind === "missing" || uv.kind === "missing") {
  const findings = [python, uv].flatMap((search) => (search.kind === "missing" ? search.findings : []));
  for (const finding of findings) console.error(`${finding.message}\n  ${finding.mend}`);
  process.exit(2);
}

const universal = ["--universal", "--python-version", "3.12", "--python", python.python.path];
const portable = ["--generate-hashes", "--no-emit-index-url", "--no-header", "--quiet"];
for (const name of outputs) {
  const result = await workspace.run({
    program: uv.uv.path,
    arguments: [
      "pip",
      "compile",
      ...universal,
      ...portable,
      ...process.argv.slice(2),
      `${name}.in`,
      "-o",
      `${name}.txt`,
    ],
    folder: "python/locks",
    environment: { UV_PYTHON_DOWNLOADS: "never", VIRTUAL_ENV: undefined },
  });
  console.log(
    `${name}.txt  ${result.code === 0 ? `${(result.durationMs / 1000).toFixed(1)} s` : result.stderr}`,
  );
  if (result.code !== 0) process.exit(1);
}
console.log(`package-lock.json  ${completePackageLock()} entries added`);
