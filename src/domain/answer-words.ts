import type { LinkTarget, PlainTold } from "./answers.ts";

// What properties beside rows are called, in snake_case; which of the words of one name apply is a matter of its type.

export const numberWords: Readonly<Partial<Record<PlainTold, readonly string[]>>> = {
  total: [
    "total",
    "count",
    "total_count",
    "total_items",
    "total_elements",
    "total_results",
    "total_records",
    "total_rows",
    "total_entries",
    "total_hits",
    "total_size",
    "num_found",
    "item_count",
    "items_count",
    "result_count",
    "results_count",
    "record_count",
    "records_total",
  ],
  pages: [
    "pages",
    "total_pages",
    "page_count",
    "pages_count",
    "num_pages",
    "last_page",
    "pages_total",
    "number_of_pages",
  ],
  page: ["page", "current_page", "page_number", "page_no", "page_num", "page_index", "number"],
  size: [
    "limit",
    "per_page",
    "perpage",
    "page_size",
    "pagesize",
    "size",
    "page_limit",
    "items_per_page",
    "results_per_page",
    "max_results",
    "take",
  ],
  offset: ["offset", "skip", "start", "start_index"],
  shown: ["number_of_elements", "returned", "shown", "count_on_page"],
  "next-page": ["next_page", "next"],
  "previous-page": ["prev_page", "previous_page", "prev", "previous"],
};

export const flagWords: Readonly<Partial<Record<PlainTold, readonly string[]>>> = {
  "has-next": ["has_more", "has_next", "has_next_page", "has_more_items", "has_more_results", "more"],
  "has-previous": ["has_prev", "has_previous", "has_prev_page", "has_previous_page"],
  "is-first": ["first", "is_first", "first_page", "is_first_page"],
  "is-last": ["last", "is_last", "last_page", "is_last_page"],
  "is-empty": ["empty", "is_empty"],
};

/** What tells where to go on, in texts that only the server reads. */
export const cursorWords: Readonly<Partial<Record<PlainTold, readonly string[]>>> = {
  "next-cursor": [
    "next_cursor",
    "next_page_cursor",
    "cursor_next",
    "next_page_token",
    "next_token",
    "continuation_token",
    "pagination_token",
    "page_token",
    "cursor",
  ],
  "previous-cursor": [
    "previous_cursor",
    "prev_cursor",
    "previous_page_cursor",
    "prev_page_cursor",
    "previous_page_token",
    "prev_page_token",
    "previous_token",
    "prev_token",
  ],
  "start-cursor": ["start_cursor", "first_cursor"],
  "end-cursor": ["end_cursor", "last_cursor"],
};

/** Flags that every success answers alike. */
export const successWords: readonly string[] = ["success", "ok", "successful"];

/** Texts for people that every success answers alike. */
export const messageWords: readonly string[] = ["message", "msg", "status_message", "detail"];

/** What tells programs that all went well. */
export const statusWords: readonly string[] = ["status", "code", "status_code", "result_code"];

/** What such answers are headed with, where a status and a message stand beside it: `{"code": 200, "title": "success", …}`. */
const headingWords: readonly string[] = ["title"];

/** Whether a text is such a heading: its name in snake_case, and the names of all that stand beside it. */
export function isHeading(word: string, all: readonly string[]): boolean {
  const has = (words: readonly string[]): boolean => all.some((name) => words.includes(name));
  return headingWords.includes(word) && has(messageWords) && has([...statusWords, ...successWords]);
}

/** Whether a text is a sentence under a name that holds what is asked for elsewhere: `{"status": 200, "data": "It is gone"}`. */
export function isSentence(word: string, all: readonly string[]): boolean {
  const others = all.filter((name) => name !== word);
  return contentWords.has(word) && others.length > 0 && others.every((name) => statusWords.includes(name));
}

/** Whether a number says so: a status of HTTP after a success, or nothing to report. */
export function isFine(value: number): boolean {
  return value === 0 || (value >= 200 && value < 300);
}

const addresses = (word: string): readonly string[] => [
  word,
  `${word}_link`,
  `${word}_url`,
  `${word}_href`,
  `${word}_page`,
  `${word}_page_url`,
];

export const linkWords: Readonly<Record<LinkTarget, readonly string[]>> = {
  next: addresses("next"),
  previous: [...addresses("prev"), ...addresses("previous")],
  first: addresses("first"),
  last: addresses("last"),
  self: addresses("self"),
};

/** Objects that only group what is told of a page. */
export const groupWords: ReadonlySet<string> = new Set([
  "meta",
  "metadata",
  "page",
  "pagination",
  "paging",
  "page_info",
  "page_meta",
  "paginator",
  "links",
  "info",
]);

/** Properties that hold what is asked for, whatever that is. */
export const contentWords: ReadonlySet<string> = new Set([
  "data",
  "items",
  "results",
  "result",
  "rows",
  "records",
  "entries",
  "elements",
  "content",
  "contents",
  "hits",
  "values",
  "list",
  "objects",
  "response",
  "payload",
  "collection",
  "docs",
  "documents",
  "page",
]);

/** What a name in one of the tables stands for. */
export function meaningOf<K extends string>(
  words: Readonly<Partial<Record<K, readonly string[]>>>,
  name: string,
): K | undefined {
  const found = Object.entries<readonly string[] | undefined>(words).find(([, names]) =>
    names?.includes(name),
  );
  return found?.[0] as K | undefined;
}
