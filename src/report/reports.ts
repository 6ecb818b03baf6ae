import type { JsonValue } from "#contract";
import type { VerbName, VerbValues } from "#verbs";
import { buildJson, reportBuild } from "./build/report-build.ts";
import { checkJson, reportCheck } from "./check/report-check.ts";
import { contractAcceptJson, reportContractAccept } from "./contract/accept.ts";
import { contractDiffJson, reportContractDiff } from "./contract/diff.ts";
import { contractExtractJson, reportContractExtract } from "./contract/extract.ts";
import { contractHistoryJson, reportContractHistory } from "./contract/history.ts";
import { contractLintJson, reportContractLint } from "./contract/lint.ts";
import { contractListJson, reportContractList } from "./contract/list.ts";
import { contractNewJson, reportContractNew } from "./contract/new.ts";
import { contractQueryJson, reportContractQuery } from "./contract/query.ts";
import { contractRegisterJson, reportContractRegister } from "./contract/register.ts";
import { contractShowJson, reportContractShow } from "./contract/show.ts";
import { doctorJson, reportDoctor } from "./doctor.ts";
import { driftJson, reportDrift } from "./drift.ts";
import { explainJson, reportExplain } from "./explain/report-explain.ts";
import { factsJson, reportFacts } from "./facts.ts";
import { planValueJson, reportPlanValue } from "./plan/report-plan-value.ts";
import { reportRun, runJson } from "./run.ts";
import type { Look } from "./text/look.ts";

/** How the value of a verb is told: as lines for people, as JSON for programs. */
export interface Report<Value> {
  text(value: Value, look: Look): readonly string[];
  json(value: Value): { readonly [key: string]: JsonValue };
}

/** One line per verb; the compiler asks for the line of a new one. */
export const reports: { readonly [Name in VerbName]: Report<VerbValues[Name]> } = {
  build: { text: reportBuild, json: buildJson },
  run: { text: reportRun, json: runJson },
  plan: { text: reportPlanValue, json: planValueJson },
  facts: { text: reportFacts, json: factsJson },
  check: { text: reportCheck, json: checkJson },
  "contract query": { text: reportContractQuery, json: contractQueryJson },
  "contract new": { text: reportContractNew, json: contractNewJson },
  "contract diff": { text: reportContractDiff, json: contractDiffJson },
  "contract list": { text: reportContractList, json: contractListJson },
  "contract lint": { text: reportContractLint, json: contractLintJson },
  "contract extract": { text: reportContractExtract, json: contractExtractJson },
  "contract show": { text: reportContractShow, json: contractShowJson },
  "contract register": { text: reportContractRegister, json: contractRegisterJson },
  "contract accept": { text: reportContractAccept, json: contractAcceptJson },
  "contract history": { text: reportContractHistory, json: contractHistoryJson },
  drift: { text: reportDrift, json: driftJson },
  explain: { text: reportExplain, json: explainJson },
  doctor: { text: reportDoctor, json: doctorJson },
};
