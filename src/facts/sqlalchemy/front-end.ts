import type { FrontEnd } from "../front-end.ts";
import { readModels } from "./models.ts";
import { statementSemantics } from "./queries/semantics.ts";

export const sqlalchemy: FrontEnd = {
  framework: "sqlalchemy",
  read: ({ project, classes }) => ({ models: readModels(project, classes) }),
  semantics: statementSemantics,
};
