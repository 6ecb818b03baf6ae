import { registerClientCases } from "../tests/clients/register-client.ts";
import type { WrittenBehaviour } from "../written-behaviour.ts";

/** A client of OAuth 2 registers itself. What is wrong with that is looked at for all operations alike. */
export const registerClient: WrittenBehaviour<"register-client"> = {
  kind: "register-client",
  cases: registerClientCases,
};
