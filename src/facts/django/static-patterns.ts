import type { Call } from "#python";
import type { Frame } from "../values.ts";
import type { Entry } from "./entry.ts";
import { readRouteText } from "./route-text.ts";
import type { UrlWalk } from "./url-walk.ts";

/**
 * Files that the framework itself hands out while it is debugged: https://docs.djangoproject.com/en/6.0/ref/urls/#static. Nothing where
 * the prefix names another site.
 */
export function staticPatterns(walk: UrlWalk, frame: Frame, call: Call, name: string): readonly Entry[] {
  const given = call.args.find(
    (argument) => argument.name === undefined || argument.name === "prefix",
  )?.value;
  const prefix = given === undefined ? walk.settings.text("STATIC_URL") : readRouteText(walk, frame, given);
  if (prefix === undefined || prefix.text === "" || /^(\w+:)?\/\//.test(prefix.text)) return [];
  const assumed = "when" in prefix ? prefix.when : [];
  const route = `^${prefix.text.replace(/^\/+/, "").replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?P<path>.*)$`;
  const handler = name === "static" ? "django.views.static.serve" : "django.contrib.staticfiles.views.serve";
  const view = { handler, framework: "django", answers: [{ method: "ANY" }] };
  const pattern = { route, view, suffixed: false, opaque: false, module: frame.module, node: call };
  return [{ kind: "made", pattern, when: ["settings.DEBUG", ...assumed] }];
}
