import { type Finding, type Fix, formatSpan } from "#base";
import { type CodeLine, codeLines } from "../code-lines.ts";
import { diffOf } from "../diff.ts";
import type { Told } from "../told.ts";
import { type Html, html } from "./html.ts";
import { picture } from "./picture.ts";

/** One finding: what it says, its code, the way that leads to it, and what mends it. */
export function findingSection(finding: Finding, value: Told): Html {
  const { rule, severity, message, span, path = [], mend, fix } = finding;
  const { sources, roles, evidence } = value;
  const place = span === undefined ? "" : formatSpan(span);
  return html`<section class="finding" data-severity="${severity}" data-rule="${rule}" data-file="${span?.file ?? ""}">
<h2><span class="severity ${severity}">${severity}</span> <a class="rule" href="#rule:${rule}">${rule}</a> <code>${place}</code></h2>
<p>${message}</p>
${span === undefined ? undefined : code(codeLines(span, sources, { before: 2, after: 2 }))}${
  path.length === 0
    ? undefined
    : html`<ol class="path">${path.map(
        (step) =>
          html`<li>${step.message} <code>${formatSpan(step.span)}</code>${code(
            codeLines(step.span, sources, { before: 0, after: 0 }),
          )}</li>`,
      )}</ol>${evidence === "way" ? picture(path, roles) : undefined}`
}${mend === undefined ? undefined : html`<p class="mend"><b>Mend</b> ${mend}${fix && html` <code>${flagOf(fix)}</code>`}</p>`}${
  fix && diff(fix, value)
}</section>
`;
}

function flagOf({ safety }: Fix): string {
  return safety === "safe" ? "--fix" : "--fix --unsafe";
}

function code(lines: readonly CodeLine[]): Html | undefined {
  if (lines.length === 0) return undefined;
  return html`<pre>${lines.map(codeLine)}</pre>`;
}

function codeLine({ line, text, mark }: CodeLine): Html {
  const number = String(line).padStart(5);
  if (mark === undefined) return html`<span class="number">${number}</span> ${text}\n`;
  const [from, to] = mark;
  return html`<span class="number">${number}</span> ${text.slice(0, from)}<mark>${text.slice(from, to)}</mark>${text.slice(to)}\n`;
}

function diff(fix: Fix, { sources }: Told): Html {
  const files = diffOf(fix, sources).map(
    ({ file, hunks }) =>
      html`<pre class="diff"><b>${file}</b>\n${hunks.map(
        ({ line, before, after }) =>
          html`<span class="number">@@ ${line} @@</span>\n${before.map((text) => html`<del>-${text}</del>\n`)}${after.map((text) => html`<ins>+${text}</ins>\n`)}`,
      )}</pre>`,
  );
  return html`<details><summary>What the fix changes</summary>${files}</details>`;
}
