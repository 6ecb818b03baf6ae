import { type EvidenceStep, formatSpan } from "#base";
import type { Accounts, Domain, Errors } from "#domain";
import type { Look } from "../text/look.ts";
import { layTable, type Row } from "../text/table.ts";

/** What holds for all operations: how people sign in, and how errors are written. */
export function layEverywhere(domain: Domain, look: Look): readonly string[] {
  const rows = [...(domain.accounts ? accountRows(domain.accounts) : []), errorRow(domain.errors)];
  return layTable(rows, { look, indent: 2 });
}

function row(name: string, text: string, because: EvidenceStep | undefined): Row {
  return {
    cells: [{ text: name, style: "heading" }],
    body: { text },
    ...(because && { end: { text: formatSpan(because.span), style: "faint" } }),
  };
}

function accountRows({ evidence, credential }: Accounts): readonly Row[] {
  const token = credential.token === "jwt" ? "a signed JSON web token" : "an opaque token";
  return [
    row("sign-in", evidence.statement, evidence.because[0]),
    row("credential", `${credential.evidence.statement}, ${token}`, credential.evidence.because[0]),
  ];
}

function errorRow({ form, invalid, conflict }: Errors): Row {
  const statuses = `refused input ${invalid}, a clash ${conflict}`;
  return row("errors", `${form.evidence.statement}; ${statuses}`, form.evidence.because[0]);
}
