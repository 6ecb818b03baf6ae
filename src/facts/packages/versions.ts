import type { Version, VersionLimit } from "../package.ts";

/** `4.2.11` and `v4.2`, up to the first part that is no number; undefined where there is none. */
export function readVersion(text: string): Version | undefined {
  const [found] = /^\d+(?:\.\d+){0,5}/.exec(text.trim().replace(/^v/, "")) ?? [];
  return found?.split(".").map(Number);
}

/** Missing parts are zero: 4.2 and 4.2.0 are one. */
export function compareVersions(one: Version, other: Version): number {
  for (let at = 0; at < Math.max(one.length, other.length); at += 1) {
    const difference = (one[at] ?? 0) - (other[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Whether a version lies within a limit. */
export function isWithin(version: Version, { version: most, inclusive }: VersionLimit): boolean {
  const order = compareVersions(version, most);
  return order < 0 || (inclusive && order === 0);
}

/**
 * The limit that conditions set, as package indexes and Poetry write them: `==4.2.1`, `>=4,<5`, `~=4.2.0`, `^4.2`, `4.2.*`. What has
 * alternatives (`||`), or is no version, sets none.
 */
export function readLimit(conditions: string): VersionLimit | undefined {
  if (conditions.includes("||") || conditions.length > 200) return undefined;
  return conditions
    .split(",")
    .map((each) => readCondition(each.trim()))
    .reduce(
      (least, each) => (each !== undefined && (least === undefined || isLower(each, least)) ? each : least),
      undefined,
    );
}

function isLower(one: VersionLimit, other: VersionLimit): boolean {
  const order = compareVersions(one.version, other.version);
  return order < 0 || (order === 0 && !one.inclusive);
}

function readCondition(text: string): VersionLimit | undefined {
  const [, operator = "", rest = ""] = /^(===?|<=?|~=?|\^|>=?|!=)?\s*(.*)$/.exec(text) ?? [];
  const version = readVersion(rest);
  if (version === undefined) return undefined;
  const isWild = /^[\d.]+\.\*$/.test(rest);
  switch (operator) {
    case "":
    case "==":
    case "===":
      return isWild ? below(raise(version, version.length - 1)) : { version, inclusive: true };
    case "<":
      return below(version);
    case "<=":
      return { version, inclusive: true };
    case "~=":
      return version.length < 2 ? undefined : below(raise(version, version.length - 2));
    case "~":
      return below(raise(version, Math.min(1, version.length - 1)));
    case "^": {
      const first = version.findIndex((part) => part !== 0);
      return below(raise(version, first === -1 ? version.length - 1 : first));
    }
    default:
      return undefined;
  }
}

function below(version: Version): VersionLimit {
  return { version, inclusive: false };
}

/** The first version past all that agree with this one up to a part. */
function raise(version: Version, at: number): Version {
  return [...version.slice(0, at), (version[at] ?? 0) + 1];
}
