import { type Gate, tail } from "../gate.ts";

/** Property tests from the contract find no server error and no answer that is not documented or not well-formed. */
export const conformance: Gate = {
  name: "conformance",
  rank: 90,
  judge({ conformance: { code, output }, conformanceScope }) {
    return { holds: code === 0, summary: conformanceScope, details: code === 0 ? [] : tail(output, 40) };
  },
};
