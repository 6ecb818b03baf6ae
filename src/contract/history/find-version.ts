import type { Version, VersionLine } from "./version-lines.ts";

/** `POST /orders@3`: the name, and which of its versions; undefined where no version is asked for. */
export function splitVersion(text: string): { readonly name: string; readonly version: string } | undefined {
  const at = text.lastIndexOf("@");
  const name = text.slice(0, at).trim();
  const version = text.slice(at + 1).trim();
  return at <= 0 || name === "" || !isVersion(version) ? undefined : { name, version };
}

function isVersion(text: string): boolean {
  return text === "latest" || /^\d{1,6}$/.test(text) || isDigestStart(text) || dateEnd(text) !== undefined;
}

function isDigestStart(text: string): boolean {
  return /^[0-9a-f]{7,64}$/.test(text);
}

/** The versions of a line that are meant: several where branches accepted side by side. */
export function findVersions(line: VersionLine, version: string): readonly Version[] {
  const { versions, current } = line;
  if (version === "latest") return current;
  const numbered = /^\d{1,6}$/.test(version)
    ? versions.filter(({ number }) => number === Number(version))
    : [];
  if (numbered.length > 0) return numbered;
  if (isDigestStart(version)) {
    const meant = versions.filter(
      ({ item, entry }) => item.digest?.startsWith(version) === true || entry.digest.startsWith(version),
    );
    // The same contract may have been accepted more than once: the last says the same.
    return meant.slice(-1);
  }
  const end = dateEnd(version);
  if (end === undefined) return [];
  const before = versions.filter(({ entry }) => Date.parse(entry.when) < end);
  const last = Math.max(...before.map(({ number }) => number));
  return before.filter(({ number }) => number === last);
}

/** The moment from which on a date or a moment is over. */
function dateEnd(text: string): number | undefined {
  if (/^\d{4}-\d\d-\d\d$/.test(text)) {
    const start = Date.parse(`${text}T00:00:00Z`);
    return Number.isNaN(start) ? undefined : start + 86_400_000;
  }
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/.test(text)) return undefined;
  const moment = Date.parse(text);
  return Number.isNaN(moment) ? undefined : moment + 1;
}
