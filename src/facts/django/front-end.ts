import type { FrontEnd } from "../front-end.ts";
import { readModels } from "./models.ts";

export const django: FrontEnd = {
  framework: "django",
  read: ({ project, classes }) => ({ models: readModels(project, classes) }),
};
