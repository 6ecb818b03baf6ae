import type { FrontEnd } from "../front-end.ts";
import { readModels } from "./models.ts";
import { statementSemantics } from "./queries/semantics.ts";
import { sqlalchemyReleases } from "./releases.ts";
import { statementForm } from "./statement-form.ts";

export const sqlalchemy: FrontEnd = {
  framework: "sqlalchemy",
  releases: sqlalchemyReleases,
  read: ({ project, classes }) => ({ models: readModels(project, classes) }),
  semantics: statementSemantics,
  statementForm,
};
