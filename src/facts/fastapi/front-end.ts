import type { FrontEnd } from "../front-end.ts";
import { readApplications } from "./applications.ts";
import { followAnswers } from "./follow-answers.ts";
import { readRoutes } from "./routes.ts";

export const fastapi: FrontEnd = {
  framework: "fastapi",
  read: (reading) => ({ applications: readApplications(reading), routes: readRoutes(reading) }),
  follow: (flow, { routes }) =>
    followAnswers(
      flow,
      routes.filter(({ framework }) => framework === "fastapi"),
    ),
};
