import type { Assumption, ListBehaviour } from "#domain";
import type { Blueprint } from "../blueprint.ts";
import { indexedLength } from "../tables.ts";
import { markdownCode, markdownText } from "./quoting.ts";
import { refusalsOf } from "./refusals.ts";

/** What was decided where the contract is silent, in Markdown, one item each: first what could harm if it is wrong. */
export function describeDecisions(blueprint: Blueprint): readonly string[] {
  const { operations, assumptions } = blueprint.domain;
  const isBounded = operations.some((operation) =>
    refusalsOf(blueprint, operation).some(({ reason }) => reason.includes("is indexed")),
  );
  const holdsText = blueprint.tables.some(({ columns }) => columns.some(({ type }) => type.kind === "text"));
  return [
    ...assumptions.map(describeAssumption),
    ...describeLists(blueprint),
    ...(blueprint.account === undefined ? [] : describeAccess(blueprint)),
    ...(isBounded ? [`Text that is indexed has at most ${indexedLength} characters.`] : []),
    ...(holdsText ? ["Text may not contain NUL, which not every database can store."] : []),
  ];
}

function describeAssumption({ id, text, choices, chosen }: Assumption): string {
  const others = choices.filter((choice) => choice !== chosen).map(markdownCode);
  const choice =
    others.length === 0 ? "" : `. Chosen: ${markdownCode(chosen)}; possible: ${others.join(", ")}`;
  return `**${markdownText(id)}** ${markdownText(text)}${choice}.`;
}

function describeLists({ domain }: Blueprint): readonly string[] {
  const lists = domain.operations.flatMap(({ method, path, behaviour }) =>
    behaviour.kind === "list" ? [{ name: `${method.toUpperCase()} ${path}`, behaviour }] : [],
  );
  const orders = lists.map(
    ({ name, behaviour }) => `${markdownCode(name)} is ordered by ${describeOrder(behaviour)}.`,
  );
  const pages = lists.flatMap(({ behaviour }) => describePages(behaviour));
  return [...orders, ...new Set(pages)];
}

function describeOrder({ order }: ListBehaviour): string {
  return order
    .map(({ field, descending }) => `${markdownCode(field)}${descending ? " downwards" : ""}`)
    .join(", then ");
}

function describePages({ pagination }: ListBehaviour): readonly string[] {
  if (!pagination) return [];
  const { limit, usual, most, mostDeclared } = pagination.size;
  if (limit === undefined) return [`A page has ${usual} rows.`];
  const cut = mostDeclared ? "" : ` and counts as ${most} where it is more`;
  return [`${markdownCode(limit)} is ${usual} unless given${cut}.`];
}

function describeAccess({ domain }: Blueprint): readonly string[] {
  const isOptional = domain.operations.some(({ access }) => access === "optional");
  const throttle =
    "After `SIGN_IN_ATTEMPTS` failed sign-ins an account waits until `SIGN_IN_WINDOW_MINUTES` minutes after the first, " +
    "whether it is known or not. That also means that somebody else can make it wait.";
  const checked = "A wrong credential is refused wherever one is looked at, also where none is needed.";
  return [...(isOptional ? [checked] : []), throttle];
}
