import { deepStrictEqual } from "node:assert";
import { test } from "node:test";
import { nastyTexts } from "../python/texts.ts";
import { harmful } from "./judge-python.ts";
import { runPipeline } from "./pipeline.ts";
import { isBrief, rounds } from "./rounds.ts";
import { sampleContract } from "./sample-contract.ts";

const positions = [
  ...(["text", "title", "version", "example", "pattern", "enumeration", "fallback", "header"] as const),
  ...(["mediaType", "scheme", "server", "operation", "tag", "tail", "envelope", "list"] as const),
  ...(["extension", "parameter", "filter", "account", "body"] as const),
];

const nasty = nastyTexts.filter((text) => text !== "");
/** All that has ever broken out of a literal, a comment or a path, in one text, and one more of them for each position. */
const together = nasty.join(" x ");

for (const [index, position] of positions.entries())
  test(`a ${position} of any text stays in its place`, async () => {
    const { seed } = rounds(1, index * 7);
    // A class cannot be called so, whatever row it is of.
    const name = position === "account" ? ["None"] : [];
    const alone = isBrief ? [] : [nasty[seed % nasty.length] ?? ""];
    for (const text of [together, ...name, ...alone]) {
      const { problems } = await runPipeline(
        "openapi.json",
        JSON.stringify(sampleContract({ [position]: text })),
      );
      deepStrictEqual(harmful(problems), [], text);
    }
  });
