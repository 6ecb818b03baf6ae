import { type Gate, tail } from "../gate.ts";

/** The document that the application serves breaks nothing that the contract promises. */
export const compatibility: Gate = {
  name: "compatibility",
  rank: 100,
  judge({ compatibility: { code, output } }) {
    return {
      holds: code === 0,
      summary:
        code === 0
          ? "the served document breaks nothing of the contract"
          : "the served document breaks the contract",
      details: code === 0 ? [] : tail(output, 40),
    };
  },
};
