import type { EvidenceStep } from "#base";
import type { FileRole } from "#verbs";
import { shorten } from "../../text/width.ts";
import { type Html, html } from "./html.ts";

const box = { width: 250, height: 44, across: 290, down: 62 } as const;

const columns = ["routes", "services", "models"] as const;

/** The way of a finding's evidence, from routes through services to models: a box for each step, in the column of its file. */
export function picture(
  path: readonly EvidenceStep[],
  roles: ReadonlyMap<string, FileRole>,
): Html | undefined {
  if (path.length < 2) return undefined;
  const placed = path.map((step) => ({ step, role: roles.get(step.span.file) ?? ("services" as const) }));
  const used = columns.filter((column) => placed.some(({ role }) => role === column));
  const nodes = placed.map(({ step, role }, row) => ({
    step,
    x: used.indexOf(role) * box.across + 2,
    y: 26 + row * box.down,
  }));
  const width = used.length * box.across;
  const height = 26 + nodes.length * box.down;
  return html`<svg class="picture" viewBox="0 0 ${width} ${height}" width="${width}" role="img"><title>${tell(path)}</title>${used.map(
    (column, index) => html`<text class="column" x="${index * box.across + 2}" y="14">${column}</text>`,
  )}${nodes.slice(1).map((node, index) => arrow(nodes[index] ?? node, node))}${nodes.map(drawStep)}</svg>`;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

function drawStep({ step: { message, span }, x, y }: Point & { readonly step: EvidenceStep }): Html {
  const place = shorten(`${span.file}:${span.line}`, 42);
  return html`<g><rect x="${x}" y="${y}" width="${box.width}" height="${box.height}" rx="4"/><text x="${x + 8}" y="${y + 18}">${shorten(message, 38)}</text><text class="place" x="${x + 8}" y="${y + 35}">${place}</text></g>`;
}

/** From the middle of one box's lower edge to the middle of the next one's upper edge. */
function arrow(from: Point, to: Point): Html {
  const [x1, y1] = [from.x + box.width / 2, from.y + box.height];
  const [x2, y2] = [to.x + box.width / 2, to.y];
  return html`<path d="M${x1} ${y1} C${x1} ${y1 + 12} ${x2} ${y2 - 12} ${x2} ${y2 - 4}"/><path class="head" d="M${x2 - 4} ${y2 - 6} L${x2 + 4} ${y2 - 6} L${x2} ${y2} Z"/>`;
}

function tell(path: readonly EvidenceStep[]): string {
  return path.map(({ message }) => message).join(" → ");
}
