import type { Expression } from "#python";
import type { ProjectClass } from "../classes.ts";
import { isTrue, textOf } from "../literals.ts";
import type { Project, SourceModule } from "../project.ts";
import { readScope } from "../symbols.ts";
import { type AliasGenerator, readAliasGenerator } from "./aliases.ts";

/** What a model is told beside its fields: https://docs.pydantic.dev/latest/api/config/ */
export interface ModelConfig {
  readonly extra: "ignore" | "allow" | "forbid";
  readonly fromAttributes: boolean;
  readonly byName: boolean;
  /** What stands before the names of variables of the environment. */
  readonly prefix?: string;
  readonly aliases?: AliasGenerator;
  /** Whether spans of time travel as numbers of seconds. */
  readonly secondsForSpans: boolean;
}

interface Setting {
  readonly module: SourceModule;
  readonly value: Expression;
}

/** Of all settings of a name in its lineage, the nearest counts; version 1 calls some otherwise. */
export function readConfig(project: Project, model: ProjectClass): ModelConfig {
  const settings = new Map<string, Setting>();
  for (const owner of model.lineage) {
    if (typeof owner === "string") continue;
    for (const [name, setting] of settingsOf(owner)) if (!settings.has(name)) settings.set(name, setting);
  }
  const isOn = (...names: readonly string[]): boolean =>
    names.some((name) => isTrue(settings.get(name)?.value));
  const prefix = textOf(settings.get("env_prefix")?.value);
  const generator = settings.get("alias_generator");
  const aliases = generator && readAliasGenerator(project, generator.module, generator.value);
  return {
    extra: readExtra(settings.get("extra")?.value),
    fromAttributes: isOn("from_attributes", "orm_mode"),
    byName: isOn("populate_by_name", "validate_by_name", "allow_population_by_field_name"),
    secondsForSpans: textOf(settings.get("ser_json_timedelta")?.value) === "float",
    ...(aliases === undefined ? {} : { aliases }),
    ...(prefix === undefined ? {} : { prefix }),
  };
}

/** `extra="forbid"`, `extra=Extra.forbid`. */
function readExtra(value: Expression | undefined): ModelConfig["extra"] {
  const said = value?.kind === "attribute" ? value.name : textOf(value);
  return said === "allow" || said === "forbid" ? said : "ignore";
}

/** `model_config = ConfigDict(…)` or a dictionary, `class Config:`, and arguments beside the bases. */
function settingsOf({ module, node, scope }: ProjectClass): readonly (readonly [string, Setting])[] {
  const found: (readonly [string, Setting])[] = [];
  for (const { name, value } of node.args) if (name !== undefined) found.push([name, { module, value }]);
  const config = scope.names.get("model_config");
  const value = config?.kind === "value" ? config.value : undefined;
  if (value?.kind === "call") {
    for (const argument of value.args)
      if (argument.name !== undefined) found.push([argument.name, { module, value: argument.value }]);
  }
  if (value?.kind === "dictionary") {
    for (const entry of value.entries) {
      const name = textOf(entry.key);
      if (name !== undefined) found.push([name, { module, value: entry.value }]);
    }
  }
  const older = scope.names.get("Config");
  if (older?.kind === "class") {
    for (const [name, binding] of readScope(older.node.body).names) {
      if (binding.kind === "value" && binding.value !== undefined)
        found.push([name, { module, value: binding.value }]);
      // `alias_generator = staticmethod(f)` and a method of that name are read no further.
    }
  }
  return found;
}
