import type { FrontEnd } from "../front-end.ts";
import { describedApplication } from "./described-application.ts";
import { followViews } from "./reading/follow-views.ts";
import { restSemantics } from "./reading/semantics.ts";

export const drf: FrontEnd = {
  framework: "drf",
  read: (reading) => ({ applications: describedApplication(reading) }),
  semantics: restSemantics,
  follow: followViews,
};
