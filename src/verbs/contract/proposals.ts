import type { Finding, Read } from "#base";
import {
  type Acceptance,
  damage,
  type History,
  lineKey,
  proposalsFolder,
  type Registry,
  readEntry,
  registryLines,
  shownDigest,
} from "#contract";
import type { Workspace } from "#workspace";
import { describeUnread } from "../unread-file.ts";
import type { Chosen } from "./choose-named.ts";

/** More than anybody decides of; those that come after by name are told as too many. */
const mostProposals = 1_000;

/** What waits for somebody else to accept it, the earliest first; what is no proposal is told and not believed. */
export function readProposals(workspace: Workspace): Read<readonly Acceptance[]> {
  const place = workspace.readUntrusted(proposalsFolder, ["."]);
  if (place.ok || place.reason !== "folder") {
    const isNone = !place.ok && place.reason === "missing" && !workspace.exists(proposalsFolder);
    return {
      value: [],
      findings: isNone
        ? []
        : [damage("proposal-unreadable", proposalsFolder, "is no folder of this repository")],
    };
  }
  const value: Acceptance[] = [];
  const findings: Finding[] = [];
  const paths = workspace.list(proposalsFolder);
  for (const path of paths.slice(0, mostProposals)) {
    const file = proposalFile(path.replace(/\.json$/, ""));
    const read = readProposal(workspace, path, file);
    if ("rule" in read) findings.push(read);
    else value.push(read);
  }
  if (paths.length > mostProposals)
    findings.push(damage("proposal-unreadable", proposalsFolder, `holds more than ${mostProposals} files`));
  return { value: value.toSorted((one, other) => (one.when < other.when ? -1 : 1)), findings };
}

function readProposal(workspace: Workspace, path: string, file: string): Acceptance | Finding {
  const name = /^([0-9a-f]{64})\.json$/.exec(path)?.[1];
  const mend = "take it away, and have it proposed again";
  if (name === undefined)
    return damage("proposal-changed", `${proposalsFolder}/${path}`, "is no proposal", mend);
  const reading = workspace.readUntrusted(file, ["."]);
  if (!reading.ok) return damage("proposal-unreadable", file, describeUnread(file, reading).why, mend);
  const entry = readEntry(name, reading.text);
  return entry.ok
    ? { ...entry.entry, digest: name, file }
    : damage("proposal-changed", file, entry.why, mend);
}

export function proposalFile(digest: string): string {
  return `${proposalsFolder}/${digest}.json`;
}

/** The one proposal that is meant by the beginning of its digest. */
export function findProposal(workspace: Workspace, id: string): Acceptance | Finding {
  const { value, findings } = readProposals(workspace);
  const meant = /^[0-9a-f]{7,64}$/.test(id) ? value.filter(({ digest }) => digest.startsWith(id)) : [];
  const [first, ...others] = meant;
  if (first !== undefined && others.length === 0) return first;
  const spoilt = findings.find(({ message }) => id !== "" && message.includes(`/${id}`));
  return (
    spoilt ?? {
      rule: "contract/unknown-proposal",
      severity: "error",
      message: `${others.length > 0 ? "more than one proposal begins" : "there is no proposal that begins"} with "${id}": a proposal is named by at least seven digits`,
      mend: "keelback contract history --proposals lists them; one that was accepted is in the history",
    }
  );
}

/** What a proposal speaks of; a finding for each thing of which the documents say something else by now. */
export function chooseProposed({ items, digest }: Acceptance, registry: Registry, history: History): Chosen {
  const present = new Map([...registryLines(registry)].map(([item, line]) => [lineKey(line), item]));
  const chosen = { items: new Set<Chosen["items"][number]>(), gone: new Set<Chosen["gone"][number]>() };
  const findings: Finding[] = [];
  for (const { line, name, digest: its } of items) {
    const item = present.get(lineKey(line));
    if (item?.digest !== its) findings.push(outdated(name, digest, item === undefined));
    else if (item !== undefined) chosen.items.add(item);
    const known = history.lines.get(lineKey(line));
    if (item === undefined && known !== undefined) chosen.gone.add(known);
  }
  return { items: [...chosen.items], gone: [...chosen.gone], findings };
}

function outdated(name: string, digest: string, isGone: boolean): Finding {
  return {
    rule: "contract/outdated-proposal",
    severity: "error",
    message: `${isGone ? `no document here speaks of ${name}` : `the documents say something else of ${name}`} than proposal ${shownDigest(digest)}: what would be recorded is not what was proposed`,
    mend: "bring the documents to what was proposed, or propose anew what they say: keelback contract accept --propose",
  };
}

/** Nobody accepts what they proposed themselves, under whichever of their names. */
export function isSamePerson(one: string, other: string): boolean {
  const [first, second] = [one, other].map(nameParts);
  if (first === undefined || second === undefined) return true;
  return (
    (first.name !== "" && first.name === second.name) || (first.email !== "" && first.email === second.email)
  );
}

function nameParts(text: string): { readonly name: string; readonly email: string } {
  const plain = text.normalize("NFKC").toLowerCase().trim();
  const email = /<([^<>]*)>$/.exec(plain)?.[1]?.trim() ?? "";
  return { name: plain.replace(/<[^<>]*>$/, "").trim(), email };
}

export function ownProposal({ by, digest }: Acceptance): Finding {
  return {
    rule: "contract/own-proposal",
    severity: "error",
    message: `proposal ${shownDigest(digest)} is by ${by}, who would accept it: a proposal is there for somebody else to look at`,
    mend: "have somebody else accept it; where nobody else is there, --alone records that nobody else looked",
  };
}
