import { join } from "node:path";
import { digest, type Finding } from "#base";
import { formatOf, type Registry } from "#contract";
import type { Workspace } from "#workspace";
import { foreignFolders } from "../python-files.ts";
import { isDocument } from "./list-documents.ts";

/** More of them say nothing more. */
const mostLinks = 100;
const mostDocuments = 200;

/**
 * Documents and folders among the places that are links: they are not followed, and what they lead to is missing unless it is read
 * where it lies. What leads to something that is no contract is nobody's business.
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
    .filter((path) => !isForeign(path) && !read.includes(path));
  const digests = new Set(documents.map(({ digest: its }) => its));
  const isUnread = (file: string): boolean => {
    const text = workspace.readUntrusted(file, ["."]);
    return !text.ok || (formatOf(file, text.text) !== undefined && !digests.has(digest(text.text)));
  };
  return links
    .flatMap((file): readonly Finding[] => {
      if (isDocument(file)) return isUnread(file) ? [unread(file, "what it leads to is not read")] : [];
      return mayBeFolder(file) ? tellFolder(workspace, file, isUnread) : [];
    })
    .slice(0, mostLinks);
}

function isForeign(path: string): boolean {
  return path.split("/").some((part) => foreignFolders.includes(part));
}

/** A file has an ending, but for few that are no contracts either. */
function mayBeFolder(path: string): boolean {
  return !/\.[A-Za-z]\w{0,4}$/.test(path);
}

/** Of what lies out of the repository, not even whether it is a folder is looked at. */
function tellFolder(
  workspace: Workspace,
  file: string,
  isUnread: (file: string) => boolean,
): readonly Finding[] {
  const target = workspace.readUntrusted(file, ["."]);
  if (target.ok) return [];
  if (target.reason === "outside")
    return [unread(file, "it leads out of this folder, and what is there is not even looked at")];
  if (target.reason !== "folder") return [];
  const inside = workspace
    .list(file, foreignFolders)
    .filter(isDocument)
    .slice(0, mostDocuments)
    .filter((path) => isUnread(`${file}/${path}`));
  const [first, ...others] = inside;
  if (first === undefined) return [];
  const more = others.length === 0 ? "" : ` and ${others.length} more`;
  return [
    unread(file, `${first}${more} in the folder that it leads to ${more === "" ? "is" : "are"} not read`),
  ];
}

function unread(file: string, what: string): Finding {
  return {
    rule: "contract/unread-link",
    severity: "warning",
    message: `${file} is a link, and links are not followed: ${what}`,
    span: { file, line: 1, column: 1, offset: 0, end: 0 },
    mend: "name what it leads to in keelback.yaml: contracts: [docs, PLACE]",
  };
}
