import { name, py, str } from "#python";
import { leftOpen } from "../../refusal-texts.ts";
import { api, registers, request } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { type Kit, needsAccount, type OperationOf } from "../kit.ts";

/** What is left open says so, until somebody writes it and this test with it. */
export function openCases(kit: Kit, operation: OperationOf<"custom">): readonly TestCase[] {
  const { account } = kit;
  const caller = account && needsAccount(operation) ? name("caller") : undefined;
  const refused = py`${api("assert_refused")}(response, 501, ${str(leftOpen(operation.meaning.id))})`;
  const asked = py`response = ${request(operation, { ...(caller && { headers: py`${caller}.headers` }) })}`;
  return [
    {
      name: "is left open",
      fixtures: ["client"],
      body: caller && account ? [paragraph(registers(account, caller)), asked, refused] : [asked, refused],
    },
  ];
}
