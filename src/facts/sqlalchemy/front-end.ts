import type { FrontEnd } from "../front-end.ts";
import { readModels } from "./models.ts";

export const sqlalchemy: FrontEnd = {
  framework: "sqlalchemy",
  read: ({ project, classes }) => ({ models: readModels(project, classes) }),
};
