import type { FrontEnd } from "../front-end.ts";
import { followViews } from "./reading/follow-views.ts";
import { restSemantics } from "./reading/semantics.ts";

export const drf: FrontEnd = {
  framework: "drf",
  read: () => ({}),
  semantics: restSemantics,
  follow: followViews,
};
