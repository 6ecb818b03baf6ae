import type { Blueprint } from "../blueprint.ts";
import type { GeneratedFile } from "../file.ts";
import { type Setting, settingsOf } from "./setting-list.ts";

/** `.env.example`: every setting with its purpose; what has a default is there as a comment. */
export function emitEnvExample(blueprint: Blueprint): GeneratedFile {
  const entries = settingsOf(blueprint).map(printSetting);
  const head = "# Copy to .env, which is read at start and never committed. The environment wins over it.";
  return { path: ".env.example", text: `${[head, ...entries].join("\n\n")}\n` };
}

function printSetting({ variable, purpose, fallback, example }: Setting): string {
  const reason = `# ${purpose.charAt(0).toUpperCase()}${purpose.slice(1)}.`;
  if (fallback !== undefined) return `${reason}\n# ${variable}=${fallback}`;
  if (example !== "") return `${reason}\n${variable}=${example}`;
  return `${reason} Make one with:\n# python -c "import secrets; print(secrets.token_urlsafe(48))"\n${variable}=`;
}
