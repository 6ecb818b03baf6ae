import type { Domain, OperationMeaning, OperationSettings } from "#domain";
import type { Settings } from "./settings.ts";
import { contentFields, emptyValues, sortableFields } from "./settings-corrections.ts";

/** A line of keelback.yaml that changes how an operation is understood. */
export interface PossibleSetting {
  readonly key: string;
  readonly choices: readonly string[];
  /** What the settings say now. */
  readonly set?: string;
}

type SettingKey = Exclude<keyof OperationSettings, "counts" | "from" | "role">;

/** The settings that have an effect on an operation. */
export function possibleSettings(
  { id, behaviour }: OperationMeaning,
  domain: Domain,
  settings: Settings,
): readonly PossibleSetting[] {
  const own = Object.hasOwn(settings.domain.operations, id) ? settings.domain.operations[id] : undefined;
  const entity =
    "entity" in behaviour ? domain.entities.find(({ name }) => name === behaviour.entity) : undefined;
  const setting = (key: SettingKey, choices: readonly string[]) => ({
    key: `domain.operations.${id}.${key}`,
    choices,
    ...(own?.[key] !== undefined && { set: String(own[key]) }),
  });
  return [
    ...(behaviour.kind === "custom" && own?.behaviour === undefined
      ? []
      : [
          setting("access", [
            "public",
            "optional",
            "required",
            ...(entity?.owner || (entity && domain.accounts?.entity === entity.name) ? ["owner"] : []),
          ]),
        ]),
    ...(behaviour.kind === "list"
      ? [
          setting(
            "order",
            sortableFields(entity?.fields ?? []).flatMap((name) => [name, `-${name}`]),
          ),
        ]
      : []),
    ...(behaviour.kind === "list" && behaviour.pagination ? [setting("maximum", ["a number of rows"])] : []),
    ...(behaviour.kind === "register-client"
      ? [setting("scopes", [behaviour.scopes.known.join(" "), "fewer of them"])]
      : []),
    ...(behaviour.kind === "qr-code" ? [setting("content", contentFields(entity))] : []),
    ...(behaviour.kind === "read-matrix"
      ? [
          setting("empty", emptyValues(entity)),
          setting("outer", entity?.cells?.axes.map(({ field }) => field) ?? []),
          setting("undecided", ["empty", "open"]),
        ]
      : []),
    ...(behaviour.kind === "custom" && own?.behaviour === undefined
      ? []
      : [setting("behaviour", ["custom"])]),
  ];
}
