import { parse, TomlError } from "smol-toml";
import { type Finding, nearestName, type Read, type Span } from "#base";
import type { Workspace } from "#workspace";
import { isRuleSetting, ruleSettings } from "../rule-setting.ts";
import { readSettings, settingsFile } from "../settings.ts";
import type { SettledRule } from "./choose-rules.ts";

const projectFile = "pyproject.toml";

/** What a project says of its rules: `rules` of `keelback.yaml`, else `[tool.keelback.rules]` of `pyproject.toml`. */
export async function readRuleSettings(
  workspace: Workspace,
  home: string,
): Promise<Read<readonly SettledRule[]>> {
  const shownAs = (file: string): string => (home === "." ? file : `${home}/${file}`);
  const { value, findings } = await readSettings(workspace, shownAs(settingsFile));
  const { rules, document } = value;
  if (findings.length > 0) return { value: [], findings };
  if (rules === undefined || document === undefined) return readProjectFile(workspace, shownAs(projectFile));
  const settled = Object.entries(rules).map(([name, setting]) => ({
    name,
    setting,
    span: document.placeOfKey(["rules", name]),
  }));
  return { value: settled, findings: [] };
}

function readProjectFile(workspace: Workspace, file: string): Read<readonly SettledRule[]> {
  const reading = workspace.readUntrusted(projectFile);
  // Whatever else is wrong with it is not ours to tell.
  if (!reading.ok || !reading.text.includes("keelback")) return { value: [], findings: [] };
  const { text } = reading;
  const read = parseToml(file, text);
  if (read.findings.length > 0) return { value: [], findings: read.findings };
  const table = tableAt(read.value, ["tool", "keelback", "rules"]);
  const settled: SettledRule[] = [];
  const findings: Finding[] = [];
  for (const [name, setting] of Object.entries(table)) {
    const span = placeOfKey(file, text, name);
    if (isRuleSetting(setting)) settled.push({ name, setting, span });
    else findings.push(unknownValue(name, setting, span));
  }
  return { value: settled, findings };
}

function parseToml(file: string, text: string): Read<unknown> {
  try {
    return { value: parse(text), findings: [] };
  } catch (error) {
    const [line, column] = error instanceof TomlError ? [error.line, error.column] : [1, 1];
    const [message = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
    const finding: Finding = {
      rule: "settings/unreadable",
      severity: "error",
      message: `this is no TOML that can be read: ${message}`,
      span: { file, line, column, offset: 0, end: 0 },
      mend: "mend the TOML here",
    };
    return { value: undefined, findings: [finding] };
  }
}

function tableAt(value: unknown, path: readonly string[]): Readonly<Record<string, unknown>> {
  let current: unknown = value;
  for (const key of path) {
    current = isTable(current) && Object.hasOwn(current, key) ? current[key] : undefined;
  }
  return isTable(current) ? current : {};
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The line that begins with a key; the parser keeps no places. */
function placeOfKey(file: string, text: string, key: string): Span {
  const beginning = new RegExp(`^\\s*["']?${key.replace(/[^\w/]/g, "\\$&")}["']?\\s*=`, "m");
  const offset = Math.max(0, text.search(beginning));
  const start = offset + (/^\s*/.exec(text.slice(offset))?.[0].length ?? 0);
  const line = text.slice(0, start).split("\n").length;
  return {
    file,
    line,
    column: start - text.lastIndexOf("\n", start - 1),
    offset: start,
    end: start + key.length,
  };
}

function unknownValue(name: string, setting: unknown, span: Span): Finding {
  const meant = typeof setting === "string" ? nearestName(setting, ruleSettings) : undefined;
  return {
    rule: "settings/unknown-value",
    severity: "error",
    message: `rules.${name} is ${JSON.stringify(setting)}, which is none of ${ruleSettings.join(", ")}`,
    span,
    ...(meant !== undefined && { mend: `did you mean "${meant}"?` }),
  };
}
