import { openExtension } from "../drf/extension.ts";
import type { FrontEnd } from "../front-end.ts";
import { callAdmin } from "./admin/call-admin.ts";
import { followAdmin } from "./admin/follow-admin.ts";
import { readMigrationFacts } from "./migrations/facts.ts";
import { readModels } from "./models.ts";
import { querySemantics } from "./queries/semantics.ts";
import { readRoutes } from "./routes.ts";

export const django: FrontEnd = {
  framework: "django",
  read: (reading) => ({
    models: readModels(reading.project, reading.classes),
    routes: readRoutes(reading, [openExtension]),
    ...readMigrationFacts(reading.project, reading.classes),
  }),
  semantics: { ...querySemantics, callObject: callAdmin },
  follow: followAdmin,
};
