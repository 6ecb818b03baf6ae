import type { FrontEnd } from "../front-end.ts";
import { readRoutes } from "./routes.ts";

export const fastapi: FrontEnd = {
  framework: "fastapi",
  read: (reading) => ({ routes: readRoutes(reading) }),
};
