import type { FrontEnd } from "../front-end.ts";
import { readRoutes } from "./routes.ts";

export const fastapi: FrontEnd = {
  framework: "fastapi",
  read: ({ project, evaluator }) => ({ routes: readRoutes(project, evaluator) }),
};
