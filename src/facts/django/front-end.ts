import { openExtension } from "../drf/extension.ts";
import type { FrontEnd } from "../front-end.ts";
import { keyword, positional } from "../literals.ts";
import { callAdmin } from "./admin/call-admin.ts";
import { followAdmin } from "./admin/follow-admin.ts";
import { readMigrationFacts } from "./migrations/facts.ts";
import { readModels } from "./models.ts";
import { followReceivers } from "./queries/receivers.ts";
import { noteMade, noteWritten, request, requestAttribute } from "./queries/requests.ts";
import { querySemantics } from "./queries/semantics.ts";
import { djangoReleases } from "./releases.ts";
import { readUrls } from "./routes.ts";
import { readReceivers } from "./signals.ts";
import { statementForm } from "./statement-form.ts";
import { callGenericView, followGenericViews, genericAttribute } from "./templates/generic-views.ts";
import { callRenderer, callTemplate } from "./templates/render-calls.ts";

export const django: FrontEnd = {
  framework: "django",
  releases: djangoReleases,
  read: (reading) => {
    const { routes, records } = readUrls(reading, [openExtension]);
    return {
      models: readModels(reading.project, reading.classes),
      routes,
      get records() {
        return records();
      },
      get signals() {
        return readReceivers(reading.project, reading.classes).map(
          ({ module: _module, node: _node, ...signal }) => signal,
        );
      },
      ...readMigrationFacts(reading.project, reading.classes),
    };
  },
  semantics: {
    ...querySemantics,
    callRows: (frame, rows, name, given) => {
      noteWritten(frame, rows, name, given);
      const value = querySemantics.callRows?.(frame, rows, name, given);
      if (/^a?create$/.test(name) && value?.kind === "row") followReceivers(frame, value, "save", given);
      return value;
    },
    callRow: (frame, row, name, given) => {
      followReceivers(frame, row, name, given);
      return querySemantics.callRow?.(frame, row, name, given);
    },
    construct: (frame, read, given) => {
      noteMade(frame, read, given);
      return querySemantics.construct?.(frame, read, given);
    },
    // One of another database, by its name, says nothing of where rows are written.
    transaction: (callee, call) =>
      callee.kind === "external" &&
      callee.path === "django.db.transaction.atomic" &&
      (call === undefined || (positional(call).length === 0 && keyword(call, "using") === undefined)),
    callExternal: (frame, path, given) =>
      querySemantics.callExternal?.(frame, path, given) ?? callRenderer(frame, path, given),
    callObject: (frame, of, name, given) =>
      callAdmin(frame, of, name, given) ??
      callGenericView(frame, of, name, given) ??
      callTemplate(frame, of, name, given),
    objectAttribute: (frame, of, name, place) =>
      requestAttribute(frame, of, name, place) ?? genericAttribute(frame, of, name, place),
    parameter: (name) => (name === "request" ? request : undefined),
  },
  statementForm,
  follow: (flow) => {
    followAdmin(flow);
    followGenericViews(flow);
  },
};
