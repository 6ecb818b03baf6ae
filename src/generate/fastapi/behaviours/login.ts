import { loginService } from "../app/services/accounts.ts";
import { loginFaults } from "../mutants/accounts.ts";
import { cookieFaults } from "../mutants/cookies.ts";
import { loginCases } from "../tests/behaviours/login.ts";
import { throttleAbove } from "../tests/behaviours/throttle.ts";
import type { WrittenBehaviour } from "../written-behaviour.ts";

/** Somebody signs in. */
export const login: WrittenBehaviour<"login"> = {
  kind: "login",
  service: loginService,
  cases: loginCases,
  above: (_kit, operation) =>
    operation.meaning.errors.some(({ status }) => status === 429) ? throttleAbove({ operation }) : [],
  faults: ({ service }) => [...loginFaults(service), ...cookieFaults()],
};
