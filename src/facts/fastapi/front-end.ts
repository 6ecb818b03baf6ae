import type { FrontEnd } from "../front-end.ts";
import { readApplications } from "./applications.ts";
import { externals } from "./externals.ts";
import { followAnswers } from "./follow-answers.ts";
import { jobSemantics, readJobs } from "./jobs.ts";
import { fastapiReleases } from "./releases.ts";
import { readRoutes } from "./routes.ts";
import { validationErrors } from "./validation-error.ts";

export const fastapi: FrontEnd = {
  framework: "fastapi",
  releases: fastapiReleases,
  refusals: {
    framework: "fastapi",
    answers: /(?:^|\.)(?:ORJSON|UJSON|JSON)Response$/,
    plain: /^(?:fastapi|starlette)(?:\.responses)?\.Response$/,
    content: { name: "content", place: 0 },
    errors: new Set([
      "starlette.exceptions.HTTPException",
      "fastapi.HTTPException",
      "fastapi.exceptions.HTTPException",
    ]),
    fields: ["detail"],
  },
  wire: { methods: new Map(), functions: new Set(["fastapi.encoders.jsonable_encoder"]) },
  read: (reading) => {
    const applications = readApplications(reading);
    const routes = readRoutes(reading);
    const span = applications[0]?.span ?? routes[0]?.span;
    return {
      applications,
      routes,
      records: span === undefined ? [] : validationErrors(span),
      externals,
      get jobs() {
        return readJobs(reading.project);
      },
    };
  },
  semantics: jobSemantics,
  follow: (flow, { routes }) =>
    followAnswers(
      flow,
      routes.filter(({ framework }) => framework === "fastapi"),
    ),
};
