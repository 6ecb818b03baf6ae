import type { ContractHit, ContractRule } from "../contract-rule.ts";
import { isAnything } from "../untyped.ts";

/** A body, an answer or a payload of JSON of which nothing says what is in it. */
export const untypedPayload: ContractRule = {
  name: "untyped-payload",
  severity: "warning",
  summary: "no schema says what a body, an answer or an event carries",
  find({ registry, contracts }) {
    // What another language of schemas says is not read, and is said all the same.
    const foreign = new Set(
      registry.findings.flatMap(({ rule, span }) =>
        rule === "contract/unread-schema-format" && span !== undefined ? [span.file] : [],
      ),
    );
    return [...contracts.values()].flatMap((contract): readonly ContractHit[] => [
      ...contract.operations.flatMap(({ method, path, requestBody, responses }) => {
        const name = `${method.toUpperCase()} ${path}`;
        const parts = [
          ...(requestBody?.content ?? []).map((media) => ({ media, what: `the body of ${name}` })),
          ...responses
            .filter(({ status }) => status.startsWith("2"))
            .flatMap(({ status, content }) =>
              content.map((media) => ({ media, what: `the ${status} of ${name}` })),
            ),
        ];
        return parts
          .filter(({ media }) => /\bjson$/i.test(media.type) && isAnything(contract, media.schema))
          .map(({ media, what }) => ({
            message: `no schema says what ${what} carries: nobody can check it`,
            span: media.span,
            mend,
          }));
      }),
      ...contract.events
        .filter(({ payload, span }) => isAnything(contract, payload) && !foreign.has(span.file))
        .map(({ name, span }) => ({
          message: `no schema says what the event ${name} carries: nobody can check it`,
          span,
          mend,
        })),
    ]);
  },
};

const mend = "give it a schema with its fields; additionalProperties where keys are really free";
