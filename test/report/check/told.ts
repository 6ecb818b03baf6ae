import type { Finding, Span } from "#base";
import type { CheckValue } from "#verbs";
import { runCheck, workspaceOf } from "../../verbs/check/checking.ts";

export const files = {
  "shop/views.py":
    "def list_orders(request):\n    orders = Order.objects.all()\n    return [order.buyer for order in orders]\n",
  "shop/models.py": 'class Order:\n    buyer = "<b>&amp;"  # `tick`\n',
};

export function spanAt(file: keyof typeof files, text: string): Span {
  const offset = files[file].indexOf(text);
  const before = files[file].slice(0, offset).split("\n");
  return {
    file,
    line: before.length,
    column: (before.at(-1)?.length ?? 0) + 1,
    offset,
    end: offset + text.length,
  };
}

const query = spanAt("shop/views.py", "Order.objects.all()");

/** A finding with all that one may have, and texts that would be markup elsewhere. */
export const finding: Finding = {
  rule: "django/n-plus-one",
  severity: "error",
  message: "1 + N queries: each <order> reads its *buyer*",
  span: query,
  mend: 'Order.objects.all().select_related("buyer")',
  path: [
    { message: "GET /orders/ → list_orders", span: spanAt("shop/views.py", "def list_orders") },
    { message: "reads buyer of each order", span: spanAt("shop/views.py", "order.buyer") },
    { message: "Order.buyer is a foreign key", span: spanAt("shop/models.py", "buyer") },
  ],
  fix: {
    safety: "review",
    edits: [{ span: { ...query, offset: query.end }, text: '.select_related("buyer")' }],
  },
};

export const note: Finding = {
  rule: "source/unread-file",
  severity: "note",
  message: "</script><script>alert(1)</script>\u001b[31m",
};

export async function told(
  format: CheckValue["format"],
  findings: readonly Finding[] = [finding, note],
): Promise<CheckValue> {
  const { value } = await runCheck(workspaceOf({ "a.py": "x = 1\n" }));
  return {
    ...value,
    format,
    findings,
    sources: new Map(Object.entries(files)),
    roles: new Map([
      ["shop/views.py", "routes"],
      ["shop/models.py", "models"],
    ]),
  };
}
