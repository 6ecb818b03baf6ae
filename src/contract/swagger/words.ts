import type { Finding } from "#base";
import type { FindingList } from "../document/finding-list.ts";

// What the reader of OpenAPI says, and how the same is said to the author of a document of 2.0.
const words: readonly (readonly [said: RegExp, meant: string])[] = [
  [/#\/components\/schemas(?=[/"])/g, "#/definitions"],
  [/#\/components\/responses(?=[/"])/g, "#/responses"],
  [/#\/components\/(?:parameters|requestBodies)(?=[/"])/g, "#/parameters"],
  [/components\/securitySchemes/g, "securityDefinitions"],
  [/OpenAPI 3\.0/g, "Swagger 2.0"],
  [/declare it under components/g, "declare it under definitions, parameters or responses"],
  [/copy it under components/g, "copy it under definitions"],
  [/is one of the schemas/g, "is one of the definitions"],
  [/is one of the requestBodies/g, "is one of the parameters"],
  [/is one of the securitySchemes/g, "is one of the securityDefinitions"],
  [/where one of the schemas/g, "where one of the definitions"],
  [/^"schemas" must/, '"definitions" must'],
  [/^"securitySchemes" must/, '"securityDefinitions" must'],
  [/^give it a "schema"$/, 'give it a "type"'],
  [/path, query, header, cookie/g, "path, query, header, formData, body"],
  [/header, query, cookie/g, "header, query"],
  [/apiKey, http, oauth2, openIdConnect, mutualTLS/g, "basic, apiKey, oauth2"],
  [/^name one type, and use oneOf for several$/, "name one type; x-nullable: true allows null"],
];

/** Findings in the words of 2.0. `written`: references that were rewritten, and how they stand in the document. */
export function speakSwagger(findings: FindingList, written: ReadonlyMap<string, string>): FindingList {
  const say = (text: string) => {
    const restored = text.replace(/(?<=")#\/[^"]*(?=")/g, (reference) => written.get(reference) ?? reference);
    return words.reduce((current, [said, meant]) => current.replace(said, meant), restored);
  };
  return {
    all: () => findings.all(),
    add(finding): Finding {
      return findings.add({
        ...finding,
        message: say(finding.message),
        ...(finding.mend === undefined ? {} : { mend: say(finding.mend) }),
      });
    },
  };
}
