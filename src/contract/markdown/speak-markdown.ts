import type { Finding } from "#base";
import type { FindingList } from "../document/finding-list.ts";

// What the reader of OpenAPI says, and how the same is said to the author of a record.
const words: readonly (readonly [said: RegExp, meant: string])[] = [
  [/"#\/components\/schemas\/([^"]*)"/g, "the type $1"],
  [/give it "info" with "title" and "version"/g, 'begin with "# Title", and say **Version:** 1.0.0'],
  [/list its answers under responses/g, "add **Response 200** with what it gives back"],
  [/declare operations under "paths"/g, 'describe an endpoint under a heading such as "### POST /orders"'],
  [
    /there is no path in this contract: nothing can be built from it/g,
    "no endpoint is described: nothing can be built from this record",
  ],
  [/the operationId /g, "the operation id "],
  [/declare it under components\/securitySchemes/g, 'describe it in the section "Authentication"'],
  [/"schemas"/g, "types"],
  [/give it a "schema"/g, "give it a type"],
  [
    /"(minLength|maxLength|minItems|maxItems|minimum|maximum|exclusiveMinimum|exclusiveMaximum|minProperties|maxProperties)"/g,
    "$1",
  ],
];

/** Findings in the words of records. A record of events alone need not have an endpoint. */
export function speakMarkdown(findings: FindingList, hasOthers: boolean): FindingList {
  const say = (text: string) => words.reduce((current, [said, meant]) => current.replace(said, meant), text);
  return {
    all: () => findings.all(),
    add(finding): Finding {
      if (hasOthers && finding.rule === "contract/missing-operations") return finding;
      return findings.add({
        ...finding,
        message: say(finding.message),
        ...(finding.mend === undefined ? {} : { mend: say(finding.mend) }),
      });
    },
  };
}
