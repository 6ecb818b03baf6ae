import { join } from "node:path";
import { digest, type Finding } from "#base";
import { formatOf, type Registry } from "#contract";
import type { Workspace } from "#workspace";
import { isDocument } from "./list-documents.ts";

/** More of them say nothing more. */
const mostLinks = 100;

/**
 * Documents among the places that are links: they are not followed, and what they lead to is missing unless it is read where it
 * lies. What leads to something that is no contract is nobody's business.
 */
export function tellLinks(
  workspace: Workspace,
  places: readonly string[],
  { documents }: Registry,
  read: readonly string[],
): readonly Finding[] {
  const links = places
    .filter((place) => workspace.exists(place))
    .flatMap((place) => workspace.links(place).map((path) => join(place, path).replaceAll("\\", "/")))
    .filter((path) => isDocument(path) && !read.includes(path));
  const digests = new Set(documents.map(({ digest: its }) => its));
  return links.slice(0, mostLinks).flatMap((file): readonly Finding[] => {
    const text = workspace.readUntrusted(file, ["."]);
    if (text.ok && (formatOf(file, text.text) === undefined || digests.has(digest(text.text)))) return [];
    return [
      {
        rule: "contract/unread-link",
        severity: "warning",
        message: `${file} is a link, and links are not followed: what it leads to is not read`,
        span: { file, line: 1, column: 1, offset: 0, end: 0 },
        mend: "name what it leads to in keelback.yaml: contracts: [docs, PLACE]",
      },
    ];
  });
}
