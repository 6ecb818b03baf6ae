import { type Py, py } from "#python";
import type { Act } from "../acts.ts";
import { api, request } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { headersWith } from "./sent-as.ts";

/** A type that nothing here takes or answers. */
const foreign = py`"text/csv"`;

/** Types that are not taken and not answered, where the operation documents that they are refused: RFC 9110, 15.5.7 and 15.5.16. */
export function refusedTypes(act: Act): readonly TestCase[] {
  const { contract, meaning } = act.operation;
  const documents = (wanted: string): boolean => contract.responses.some(({ status }) => status === wanted);
  const takes = meaning.media !== undefined && meaning.media.taken.length > 0;
  return [
    ...(takes && documents("415")
      ? [refusedCase(act, "refuses a body of another type", 415, py`"Content-Type": ${foreign}`)]
      : []),
    ...(documents("406")
      ? [refusedCase(act, "refuses to answer in another type", 406, py`"Accept": ${foreign}`)]
      : []),
  ];
}

function refusedCase(act: Act, title: string, status: number, header: Py): TestCase {
  const { operation, rows, caller, statements, body } = act;
  const sent = status === 415 ? { content: py`b"title"` } : body ? { body } : {};
  return {
    name: title,
    fixtures: ["client"],
    body: [
      paragraph(...statements),
      py`response = ${request(operation, { rows, ...sent, headers: headersWith(caller, header) })}`,
      py`${api("assert_refused")}(response, ${status})`,
    ],
  };
}
