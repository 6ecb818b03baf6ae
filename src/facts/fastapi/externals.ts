import type { ExternalFact } from "../external.ts";

const file: ExternalFact = { type: "string", format: "binary" };

/** The text of a password in a form, which is shown to nobody. */
export const passwordText = "fastapi.security.password";

/** What files look like that are sent in a form: https://fastapi.tiangolo.com/tutorial/request-files/ */
export const externals: ReadonlyMap<string, ExternalFact> = new Map([
  [passwordText, { type: "string", format: "password" }],
  ...["fastapi", "fastapi.datastructures", "fastapi.params", "starlette.datastructures"].map(
    (module) => [`${module}.UploadFile`, file] as const,
  ),
]);
