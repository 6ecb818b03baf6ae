import type { VerbName, VerbValues } from "#verbs";
import type { Report } from "./reports.ts";

/** The same table as `reports`, each loaded when it is asked for: a look-up needs nothing of what tells of a build. */
export const loadReport: { readonly [Name in VerbName]: () => Promise<Report<VerbValues[Name]>> } = {
  build: async () => {
    const { reportBuild, buildJson } = await import("./build/report-build.ts");
    return { text: reportBuild, json: buildJson };
  },
  run: async () => {
    const { reportRun, runJson } = await import("./run.ts");
    return { text: reportRun, json: runJson };
  },
  plan: async () => {
    const { reportPlanValue, planValueJson } = await import("./plan/report-plan-value.ts");
    return { text: reportPlanValue, json: planValueJson };
  },
  facts: async () => {
    const { reportFacts, factsJson } = await import("./facts.ts");
    return { text: reportFacts, json: factsJson };
  },
  check: async () => {
    const { reportCheck, checkJson } = await import("./check/report-check.ts");
    return { text: reportCheck, json: checkJson };
  },
  "contract query": async () => {
    const { reportContractQuery, contractQueryJson } = await import("./contract/query.ts");
    return { text: reportContractQuery, json: contractQueryJson };
  },
  "contract new": async () => {
    const { reportContractNew, contractNewJson } = await import("./contract/new.ts");
    return { text: reportContractNew, json: contractNewJson };
  },
  "contract diff": async () => {
    const { reportContractDiff, contractDiffJson } = await import("./contract/diff.ts");
    return { text: reportContractDiff, json: contractDiffJson };
  },
  "contract list": async () => {
    const { reportContractList, contractListJson } = await import("./contract/list.ts");
    return { text: reportContractList, json: contractListJson };
  },
  "contract lint": async () => {
    const { reportContractLint, contractLintJson } = await import("./contract/lint.ts");
    return { text: reportContractLint, json: contractLintJson };
  },
  "contract extract": async () => {
    const { reportContractExtract, contractExtractJson } = await import("./contract/extract.ts");
    return { text: reportContractExtract, json: contractExtractJson };
  },
  "contract show": async () => {
    const { reportContractShow, contractShowJson } = await import("./contract/show.ts");
    return { text: reportContractShow, json: contractShowJson };
  },
  "contract register": async () => {
    const { reportContractRegister, contractRegisterJson } = await import("./contract/register.ts");
    return { text: reportContractRegister, json: contractRegisterJson };
  },
  "contract accept": async () => {
    const { reportContractAccept, contractAcceptJson } = await import("./contract/accept.ts");
    return { text: reportContractAccept, json: contractAcceptJson };
  },
  "contract history": async () => {
    const { reportContractHistory, contractHistoryJson } = await import("./contract/history.ts");
    return { text: reportContractHistory, json: contractHistoryJson };
  },
  drift: async () => {
    const { reportDrift, driftJson } = await import("./drift.ts");
    return { text: reportDrift, json: driftJson };
  },
  explain: async () => {
    const { reportExplain, explainJson } = await import("./explain/report-explain.ts");
    return { text: reportExplain, json: explainJson };
  },
  doctor: async () => {
    const { reportDoctor, doctorJson } = await import("./doctor.ts");
    return { text: reportDoctor, json: doctorJson };
  },
};
