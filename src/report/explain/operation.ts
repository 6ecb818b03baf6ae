import { formatSpan } from "#base";
import {
  type AnswerShape,
  type Assumption,
  type Domain,
  type ErrorForm,
  type ListAnswerShape,
  messagePath,
  type OperationMeaning,
  pathToRows,
  placeParts,
} from "#domain";
import { describeList, expectedEffect, nameAccess, nameBehaviour } from "#plan";
import type { ExplainValue } from "#verbs";
import { layExcerpt } from "../excerpt.ts";
import { routeOf } from "../plan/operations.ts";
import type { Sources } from "../sources.ts";
import { type Look, paint } from "../text/look.ts";
import { heading, layParagraph } from "../text/paragraph.ts";
import { layTable, type Row } from "../text/table.ts";

type ExplainedOperation = Extract<ExplainValue, { kind: "operation" }>;

/** Why one operation is understood as it is: evidence, access, answers, assumptions and what changes it. */
export function explainOperation(value: ExplainedOperation, look: Look): readonly string[] {
  const { domain, operation, sources } = value;
  return [
    ...layHead(operation, look),
    ...section("Why", look, layEvidence(operation, sources, look)),
    ...section("Means", look, layMeaning(operation, look)),
    ...section("Access", look, layAccess(operation, domain, look)),
    ...section("Answers", look, layAnswers(operation, look)),
    ...section("Assumed", look, layAssumed(operation, domain, look)),
    ...section("Settings that change it (keelback.yaml)", look, laySettings(value, look)),
    "",
    ...layParagraph(`next: keelback explain ${operation.behaviour.kind}`, look, 0, "good"),
  ];
}

function section(title: string, look: Look, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ["", ...heading(title, look), ...lines];
}

function layHead(operation: OperationMeaning, look: Look): readonly string[] {
  const route = routeOf(operation);
  const name = operation.id === route ? route : `${route} ${operation.id}`;
  const row: Row = {
    cells: [],
    body: { text: `${name}: ${nameBehaviour(operation.behaviour)}`, style: "heading" },
    end: { text: formatSpan(operation.span), style: "faint" },
  };
  return layTable([row], { look, indent: 0 });
}

function layEvidence({ evidence }: OperationMeaning, sources: Sources, look: Look): readonly string[] {
  const steps = evidence.because.flatMap(({ message, span }) => [
    ...layTable([{ cells: [], body: { text: message }, end: { text: formatSpan(span), style: "faint" } }], {
      look,
      indent: 4,
    }),
    ...layExcerpt(span, sources, look),
  ]);
  return [...layParagraph(evidence.statement, look, 2), ...steps];
}

function layMeaning({ behaviour }: OperationMeaning, look: Look): readonly string[] {
  if (behaviour.kind === "custom")
    return layParagraph("left open: a function that raises is written, and the answer is 501", look, 2);
  const effect = expectedEffect(behaviour);
  const details = behaviour.kind === "list" ? describeList(behaviour) : [];
  const filters = behaviour.kind === "list" ? behaviour.filters : [];
  return [
    ...(effect === undefined ? [] : layParagraph(`a test sees that ${effect}`, look, 2)),
    ...details.flatMap((detail) => layParagraph(detail, look, 2)),
    ...layTable(
      filters.map(({ evidence: { statement, because } }): Row => {
        const [place] = because;
        return {
          cells: [],
          body: { text: statement },
          ...(place && { end: { text: formatSpan(place.span), style: "faint" } }),
        };
      }),
      { look, indent: 4 },
    ),
  ];
}

const accessMeaning = {
  public: "everybody, without a credential",
  optional: "everybody; a credential that is sent is read and must be right",
  required: "whoever is signed in",
  owner: "the owner of the row alone; others who are signed in get 403",
  granted: "whoever holds one of these, which no operation issues",
} as const;

function layAccess(
  { access, grants }: OperationMeaning,
  { accounts }: Domain,
  look: Look,
): readonly string[] {
  const credential = access === "public" || !accounts ? "" : ` (${accounts.credential.evidence.statement})`;
  const held = grants.map(({ scheme, scopes }) =>
    scopes.length === 0 ? scheme : `${scheme} with ${scopes.join(", ")}`,
  );
  const holders = held.length === 0 ? credential : `: ${held.join("; ")}`;
  return layParagraph(`${nameAccess(access)}: ${accessMeaning[access]}${holders}`, look, 2);
}

function layAnswers({ behaviour, errors, never = [] }: OperationMeaning, look: Look): readonly string[] {
  const success: readonly Row[] =
    "answer" in behaviour ? [row(String(behaviour.answer.status), describeAnswer(behaviour.answer))] : [];
  const gone = new Map(never.map(({ status, because }) => [status, because]));
  const others = errors.map(({ status, description, form, added, covered }) => {
    const because = gone.get(status);
    if (because !== undefined) return row(String(status), `never, though the contract has it: ${because}`);
    const origin = covered === undefined ? "in the contract" : `in the contract's ${covered}`;
    const why = added === undefined ? origin : `added by the overlay, since ${added}`;
    return row(String(status), `${description}: ${describeForm(form)}; ${why}`);
  });
  return layTable([...success, ...others], { look, indent: 2 });
}

function describeForm(form: ErrorForm): string {
  switch (form.kind) {
    case "empty":
      return "no body";
    case "text":
      return `what is wrong as ${form.mediaType}`;
    case "json": {
      const type = form.mediaType === "application/json" ? "" : `, as ${form.mediaType}`;
      const path = messagePath(form.body)?.join(".") ?? "";
      return `${path === "" ? "a body of fixed form" : `what is wrong in ${path}`}${type}`;
    }
  }
}

function row(name: string, text: string): Row {
  return { cells: [{ text: name, style: "heading" }], body: { text } };
}

function describeAnswer(answer: AnswerShape | ListAnswerShape): string {
  const path = "parts" in answer ? pathToRows(answer.parts) : "envelope" in answer ? [answer.envelope] : [];
  const total = "parts" in answer ? totalOf(answer) : undefined;
  const where = path.length === 0 ? "" : ` in "${path.join(".")}"`;
  const counted = total === undefined ? "" : `, with the number of all in "${total}"`;
  return `${answer.representation ?? "nothing"}${where}${counted}`;
}

function totalOf({ parts }: ListAnswerShape): string | undefined {
  return placeParts(parts)
    .find(({ tells }) => tells.kind === "total")
    ?.path.join(".");
}

function layAssumed({ id }: OperationMeaning, domain: Domain, look: Look): readonly string[] {
  const own = domain.assumptions.filter(({ setting }: Assumption) =>
    setting.startsWith(`domain.operations.${id}.`),
  );
  return layTable(
    own.map((assumption) => row(assumption.id, assumption.text)),
    { look, indent: 2 },
  );
}

function laySettings({ settings }: ExplainedOperation, look: Look): readonly string[] {
  return settings.flatMap(({ key, choices, set }) =>
    layParagraph(`${key}: ${choices.join(" | ")}${set === undefined ? "" : `, now ${set}`}`, look, 2).map(
      (line, index) => (index === 0 ? line : paint(look, "faint", line)),
    ),
  );
}
