import { type ErrorForm, type ErrorPart, messagePath } from "#domain";
import { imported, literal, name, type Py, py, str } from "#python";
import { type CodeTable, codeTables } from "../app/error-values.ts";
import { api } from "./calls.ts";
import type { Kit } from "./kit.ts";

/** Statements that read an answer in one form, hold all of it against the form, and give what it says is wrong. */
export function readForm(kit: Kit, form: ErrorForm): readonly Py[] {
  switch (form.kind) {
    case "empty":
      return [py`assert response.content == b""`, py`return None`];
    case "text":
      return readText(form);
    case "json":
      return readJson(kit, form);
  }
}

function readText(form: ErrorForm & { readonly kind: "text" }): readonly Py[] {
  const type = form.mediaType.includes("charset") ? form.mediaType : `${form.mediaType}; charset=utf-8`;
  const text = form.isHtml ? py`${imported("html", "unescape")}(response.text)` : py`response.text`;
  return [py`assert response.headers["Content-Type"] == ${str(type)}`, py`return ${text}.split("; ")`];
}

type JsonForm = ErrorForm & { readonly kind: "json" };

function readJson(kit: Kit, form: JsonForm): readonly Py[] {
  const chain = onlyWords(form.body);
  const media =
    form.mediaType === "application/json"
      ? []
      : [py`assert response.headers["Content-Type"] == ${str(form.mediaType)}`];
  if (chain) return [...media, ...readChain(chain.path, chain.many)];
  const type =
    form.body.kind === "object"
      ? api("Json")
      : form.body.kind === "each"
        ? py`list[${imported("typing", "Any")}]`
        : py`str`;
  const seen: Seen = { tables: codeTables(kit.blueprint.errors), primary: messagePath(form.body) ?? [] };
  const content = name("content");
  return [
    ...media,
    py`content: ${type} = response.json()`,
    ...shapesIn(form.body, content),
    py`assert content == ${expected(form.body, content, seen, [])}`,
    ...momentsIn(form.body, content),
    ...words(form.body, content),
  ];
}

/** A body that holds the words and nothing else, at the end of a path. */
function onlyWords(
  part: ErrorPart,
): { readonly path: readonly string[]; readonly many: boolean } | undefined {
  if (part.kind !== "object") return undefined;
  const [only, ...others] = part.properties;
  if (!only || others.length > 0) return undefined;
  if (only.part.kind === "message") return { path: [only.name], many: false };
  if (only.part.kind === "each" && only.part.item.kind === "message")
    return { path: [only.name], many: true };
  const inner = onlyWords(only.part);
  return inner && { path: [only.name, ...inner.path], many: inner.many };
}

function readChain(path: readonly string[], many: boolean): readonly Py[] {
  const at = (depth: number): Py => within(name("content"), path.slice(0, depth));
  return [
    py`content: ${api("Json")} = response.json()`,
    ...path.map((part, depth) => py`assert ${at(depth)}.keys() == {${str(part)}}`),
    many ? py`messages: list[str] = ${at(path.length)}` : py`text: str = ${at(path.length)}`,
    py`return ${many ? name("messages") : py`text.split("; ")`}`,
  ];
}

function within(start: Py, path: readonly string[]): Py {
  return path.reduce((outer: Py, part) => py`${outer}[${str(part)}]`, start);
}

interface Seen {
  readonly tables: readonly CodeTable[];
  /** Where the words are read: what stands elsewhere is held against them. */
  readonly primary: readonly string[];
}

/** What an answer must hold; words and places are read from it, so they stand for themselves. */
function expected(part: ErrorPart, at: Py, seen: Seen, path: readonly string[]): Py {
  switch (part.kind) {
    case "object":
      return py`{${part.properties.map((property) => {
        const next = [...path, property.name];
        return py`${str(property.name)}: ${expected(property.part, py`${at}[${str(property.name)}]`, seen, next)}`;
      })}}`;
    case "each":
      return part.item.kind === "object" && !part.placed
        ? py`[${expected(part.item, name("item"), seen, path)} for item in ${at}]`
        : at;
    case "status":
      return part.as === "integer" ? py`response.status_code` : py`str(response.status_code)`;
    case "phrase":
      return py`${imported("http", "HTTPStatus")}(response.status_code).phrase`;
    case "code":
      return codeWord(part, seen);
    case "path":
      return pathOf(part);
    case "request-id":
      return py`response.headers["X-Request-ID"]`;
    case "constant":
      return literal(part.value);
    default:
      return at;
  }
}

function codeWord(part: ErrorPart & { readonly kind: "code" }, { tables }: Seen): Py {
  const key = JSON.stringify(part);
  const table = tables.find((each) => JSON.stringify(each.part) === key);
  return py`${api(table?.title ?? "CODES")}[response.status_code]`;
}

function pathOf({ as, maxLength }: ErrorPart & { readonly kind: "path" }): Py {
  const path = py`response.request.url.path`;
  const value = as === "reference" ? py`${imported("urllib.parse", "quote")}(${path})` : path;
  return py`${value}${maxLength !== undefined && py`[:${maxLength}]`}`;
}

/** Checks of what is looked into afterwards: an answer of another form fails there. */
function shapesIn(part: ErrorPart, at: Py): readonly Py[] {
  if (part.kind === "each") return part.item.kind === "message" ? [] : [py`assert isinstance(${at}, list)`];
  if (part.kind !== "object") return [];
  const names = part.properties.map(({ name: property }) => str(property));
  const inner = part.properties.flatMap((property) =>
    shapesIn(property.part, py`${at}[${str(property.name)}]`),
  );
  return names.length === 0 ? inner : [py`assert ${at}.keys() == {${names}}`, ...inner];
}

/** Times differ from answer to answer; they must be times. */
function momentsIn(part: ErrorPart, at: Py): readonly Py[] {
  if (part.kind === "time")
    return [
      part.as === "date-time"
        ? py`assert ${imported("datetime", "datetime")}.fromisoformat(${at}).tzinfo`
        : py`assert ${at} > 0`,
    ];
  if (part.kind !== "object") return [];
  return part.properties.flatMap((property) => momentsIn(property.part, py`${at}[${str(property.name)}]`));
}

/** Statements that give the words; a list of details beside them must say the same. */
function words(body: ErrorPart, content: Py): readonly Py[] {
  const path = messagePath(body);
  if (!path) return [py`return None`];
  const list = listOn(body, path);
  if (list) return [py`return ${wordsOfList(list.part, within(content, list.path), list.rest)}`];
  const lists = details(body, content);
  return lists.length === 0
    ? [py`text: str = ${within(content, path)}`, py`return text.split("; ")`]
    : [
        py`text: str = ${within(content, path)}`,
        py`messages = text.split("; ")`,
        ...lists,
        py`return messages`,
      ];
}

type ListPart = Extract<ErrorPart, { readonly kind: "each" | "by-place" }>;

interface FoundList {
  readonly part: ListPart;
  readonly path: readonly string[];
  /** From one of its items to the words. */
  readonly rest: readonly string[];
}

/** The list on the way to the words, if they stand in one. */
function listOn(
  part: ErrorPart,
  path: readonly string[],
  above: readonly string[] = [],
): FoundList | undefined {
  if (part.kind === "each" || part.kind === "by-place") return { part, path: above, rest: path };
  const [next, ...rest] = path;
  if (part.kind !== "object" || next === undefined) return undefined;
  const property = part.properties.find((each) => each.name === next);
  return property && listOn(property.part, rest, [...above, next]);
}

function wordsOfList(part: ListPart, at: Py, rest: readonly string[]): Py {
  if (part.kind === "by-place") {
    const each = py`words if place == "request" else f"{place}: {words}"`;
    return part.many
      ? py`[${each} for place, all_words in ${at}.items() for words in all_words]`
      : py`[${each} for place, words in ${at}.items()]`;
  }
  if (part.item.kind === "message") return at;
  const text = within(name("item"), rest);
  const place = placeIn(part.item);
  if (!place) return py`[${text} for item in ${at}]`;
  return py`[f"{place}: {words}" if place else words for place, words in ((${place}, ${text}) for item in ${at})]`;
}

function placeIn(item: ErrorPart): Py | undefined {
  if (item.kind !== "object") return undefined;
  const property = item.properties.find(({ part }) => part.kind === "place");
  if (property?.part.kind !== "place") return undefined;
  const value = py`item[${str(property.name)}]`;
  switch (property.part.as) {
    case "name":
      return value;
    case "pointer":
      return py`${value}.removeprefix("/").replace("/", ".")`;
    case "steps":
      return py`".".join(str(step) for step in ${value}[1:] or ${value})`;
  }
}

/** Lists of what is wrong by place, beside a text that says all of it. */
function details(body: ErrorPart, content: Py): readonly Py[] {
  return placedLists(body, content).map(({ part, at }) => {
    if (part.kind === "by-place") return checkSame(wordsOfList(part, at, []));
    return checkSame(wordsOfList(part, at, messagePath(part.item) ?? []));
  });
}

function checkSame(placed: Py): Py {
  return py`assert sorted(${placed}) == sorted(message for message in messages if ": " in message)`;
}

function placedLists(part: ErrorPart, at: Py): readonly { readonly part: ListPart; readonly at: Py }[] {
  if ((part.kind === "each" || part.kind === "by-place") && part.placed) return [{ part, at }];
  if (part.kind !== "object") return [];
  return part.properties.flatMap((property) => placedLists(property.part, py`${at}[${str(property.name)}]`));
}
