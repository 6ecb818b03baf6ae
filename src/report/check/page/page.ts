import { type Finding, formatSpan } from "#base";
import { sortFindings } from "../../findings.ts";
import { counted } from "../../text/figures.ts";
import { allOf, type RuleCount, splitMany } from "../many.ts";
import type { Told } from "../told.ts";
import { findingSection } from "./finding-section.ts";
import { type Html, html, ownText } from "./html.ts";
import { script } from "./script.ts";
import { style } from "./style.ts";

/** All findings on one page that needs nothing beside it: no address is asked for anything. */
export function pageText(value: Told): string {
  const { shown, counts } = splitMany(value.findings);
  const findings = sortFindings(shown);
  const rules = [...new Set(findings.map(({ rule }) => rule))].sort();
  const texts = new Map(value.rules.map(({ id, text }) => [id, text]));
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>keelback ${value.verb}</title>
<style>${ownText(style)}</style>
</head>
<body>
<header>
<h1>keelback ${value.verb}</h1>
<p>${value.sum}</p>
${filters(rules, findings)}
</header>
<main>
${findings.map((finding) => findingSection(finding, value))}<p id="none" hidden>Nothing is left of these.</p>
</main>
${countTable(counts)}<section id="rules">
<h1>Rules</h1>
${rules.map((rule) => ruleText(rule, texts.get(rule)))}</section>
<script>${ownText(script)}</script>
</body>
</html>`;
  return page.markup;
}

/** What is too much to read, rule by rule. */
function countTable(counts: readonly RuleCount[]): Html {
  if (counts.length === 0) return html``;
  const rows = counts.map(
    ({ rule, count, first: { severity, message, span } }) =>
      html`<tr><td>${rule}</td><td>${counted(count, severity)}</td><td>${message}</td><td>${span && html`<code>${formatSpan(span)}</code>`}</td></tr>`,
  );
  return html`<section id="counts"><table><tr><th>Rule</th><th></th><th>First</th><th></th></tr>${rows}</table>
<p>${allOf(counts)}</p></section>
`;
}

function filters(rules: readonly string[], findings: readonly Finding[]): Html {
  const severities = (["error", "warning", "note"] as const).filter((severity) =>
    findings.some((finding) => finding.severity === severity),
  );
  const boxes = severities.map(
    (severity) =>
      html`<label><input type="checkbox" name="severity" value="${severity}" checked> ${severity}s</label>`,
  );
  const options = rules.map(
    (rule) =>
      html`<option value="${rule}">${rule} (${findings.filter((finding) => finding.rule === rule).length})</option>`,
  );
  return html`<form id="filters">${boxes}
<label>Rule <select name="rule"><option value="">all</option>${options}</select></label>
<label>File or words <input type="search" name="words"></label>
<output id="shown">${findings.length} of ${findings.length} shown</output></form>`;
}

function ruleText(rule: string, text: string | undefined): Html {
  if (text === undefined) return html``;
  const lines = text.trimEnd().split("\n");
  return html`<details id="rule:${rule}"><summary>${rule}</summary><pre class="text">${lines.map((line) => html`${line}\n`)}</pre></details>
`;
}
