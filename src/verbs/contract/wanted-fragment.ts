import { cleanLine, type Finding } from "#base";
import {
  type Contract,
  entriesOf,
  type Fragment,
  findItems,
  fragmentOfContract,
  fragmentOfWish,
  itemKinds,
  linkRegistry,
  readFragment,
  type Wish,
} from "#contract";
import { extractContract, extractEvents } from "#extract";
import { readFacts, readProject } from "#facts";
import type { Workspace } from "#workspace";
import { readPythonFiles } from "../python-files.ts";
import { unreadFinding } from "../unread-file.ts";
import { fullAnswers } from "./full-answers.ts";
import type { ContractRegisterInput } from "./register-input.ts";

/** What is wanted: known at once, or only beside the document that it is for, whose types have their names in it. */
export interface Wanted {
  readonly kind: Wish["kind"] | undefined;
  readonly format: Fragment["format"];
  readonly title: string;
  fragmentFor(target: Contract): { readonly fragment?: Fragment; readonly findings: readonly Finding[] };
}

type WantedRead = { readonly wanted?: Wanted; readonly findings: readonly Finding[] };

/** From a file, from arguments, or from the source, whichever is asked for. */
export function readWanted(workspace: Workspace, input: ContractRegisterInput): WantedRead {
  const { from, fromCode = false, what = [] } = input;
  const [kind, ...words] = what;
  const name = words.join(" ").trim();
  if (from !== undefined)
    return what.length > 0 || fromCode
      ? refuse("with --from FILE nothing else says what is to be added", "leave either of them out")
      : known(openFragment(workspace, from));
  const its = itemKinds.find((each) => each === kind);
  if (its === undefined || name === "")
    return refuse(
      what.length === 0
        ? "nothing says what is to be added"
        : `"${cleanLine(what.join(" "))}" does not begin with operation, event or type and a name`,
      "keelback contract register operation 'POST /orders' --body Order --answer 201:Order, or --from FILE",
    );
  if (fromCode) return known(fragmentOfCode(workspace, its, name));
  const wish = wishOf(its, name, input);
  const format = its === "operation" ? "openapi" : its === "event" ? "asyncapi" : undefined;
  return {
    wanted: { kind: its, format, title: "", fragmentFor: (target) => fragmentOfWish(wish, target) },
    findings: [],
  };
}

function known(read: { readonly fragment?: Fragment; readonly findings: readonly Finding[] }): WantedRead {
  const { fragment, findings } = read;
  if (fragment === undefined) return { findings };
  const { format, title } = fragment;
  const fragmentFor = () => ({ fragment, findings: [] });
  return { wanted: { kind: undefined, format, title, fragmentFor }, findings };
}

function wishOf(kind: Wish["kind"], name: string, input: ContractRegisterInput): Wish {
  const { summary, id, auth, body, channel, trigger, receive = false } = input;
  const given = { summary, id, auth, body, channel, trigger };
  return {
    ...{ kind, name, side: receive ? "receive" : "send" },
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
    ...{
      tags: input.tag ?? [],
      path: input.path ?? [],
      query: input.query ?? [],
      header: input.header ?? [],
    },
    ...{ fields: input.field ?? [], answers: input.answer ?? [], errors: input.error ?? [] },
  };
}

/** One thing that the source keeps, by the name that contract extract gives it. */
function fragmentOfCode(
  workspace: Workspace,
  kind: Wish["kind"],
  name: string,
): ReturnType<typeof readFragment> {
  const { texts, findings } = readPythonFiles(workspace);
  const facts = readFacts(readProject(texts));
  const { value, findings: told } = kind === "event" ? extractEvents(facts) : extractContract(facts);
  const errors = [...findings, ...told].filter(({ severity }) => severity === "error");
  if (value === undefined)
    return { findings: [...findings, ...told, ...(told.length > 0 ? [] : [keepsNone(kind, name)])] };
  const registry = linkRegistry([
    {
      ...{ file: "source", format: "openapi", label: "", title: value.title, version: value.version },
      ...{ digest: "", entries: entriesOf(value), fields: [], findings: [], others: [] },
    },
  ]);
  // What it is asked to be, and no other kind of thing that is called alike.
  const own = { ...registry, items: registry.items.filter((item) => item.kind === kind) };
  const { how, items: meant, nearest } = findItems(own, name);
  const items = how === "words" ? [] : meant;
  const [item, ...others] = items;
  const { answers } = fullAnswers({ registry, contractOf: () => value }, items.slice(0, 1), 1);
  const [answer] = answers;
  if (item === undefined || answer === undefined || others.length > 0)
    return {
      findings: [...errors, keepsNone(kind, name, nearest[0], others.length)],
    };
  const fragment = fragmentOfContract(answer.contract, kind);
  const unknown = JSON.stringify(fragment.value).split("x-keelback-unknown").length - 1;
  return unknown === 0
    ? { fragment, findings: [] }
    : {
        fragment,
        findings: [
          {
            rule: "contract/unknown-in-source",
            severity: "warning",
            message: `${unknown} parts of ${item.name} cannot be known from the source, and stand for any value, marked x-keelback-unknown`,
            span: answer.item.said[0]?.span ?? { file: "source", line: 1, column: 1, offset: 0, end: 0 },
            mend: "write them out in the document before it is accepted",
          },
        ],
      };
}

function keepsNone(kind: Wish["kind"], name: string, nearest?: string, others = 0): Finding {
  return {
    rule: "contract/unknown-name",
    severity: "error",
    message: `the source keeps ${others > 0 ? "more than one" : "no"} ${kind} "${cleanLine(name)}"`,
    mend:
      nearest === undefined
        ? `keelback contract extract${kind === "event" ? " --events" : ""} shows what it keeps`
        : `did you mean "${nearest}"?`,
  };
}

function openFragment(workspace: Workspace, file: string): ReturnType<typeof readFragment> {
  const text = workspace.readUntrusted(file, ["."]);
  if (text.ok) return readFragment(file, text.text);
  if (text.reason !== "missing" && text.reason !== "outside")
    return { findings: [unreadFinding(file, text)] };
  const message =
    text.reason === "missing" ? `there is no ${file}` : `${file} lies outside of this folder: it is not read`;
  return {
    findings: [
      { rule: "contract/not-found", severity: "error", message, mend: "name a file below this folder" },
    ],
  };
}

function refuse(message: string, mend: string): WantedRead {
  return { findings: [{ rule: "contract/nothing-to-register", severity: "error", message, mend }] };
}
