// In: the text of a contract of any format that is known.
// Out: the Contract with its origins, what is wrong with the text, and answers about its schemas and operations.
// Never here: files, Python, frameworks, and what the contract means for a backend (that is `domain`).
export type { OpenFile, Unopened } from "./bundle/open-file.ts";
export * from "./contract.ts";
export { compareContracts } from "./diff/compare-contracts.ts";
export { compareEvents } from "./diff/compare-events.ts";
export { compareTypes } from "./diff/compare-types.ts";
export { type ChangeClass, type ContractChange, graver, gravestOf } from "./diff/contract-change.ts";
export { leanDocument } from "./diff/lean-document.ts";
export { type MergedDocuments, mergeDocuments } from "./diff/merge-documents.ts";
export { readOutsideChanges } from "./diff/outside-changes.ts";
export { equalValues } from "./document/json-value.ts";
export { anySchema } from "./empty-schema.ts";
export type * from "./events.ts";
export { acceptsValue } from "./example/accepts-value.ts";
export {
  type CodeExample,
  type CodePart,
  type CodeTemplate,
  codeTemplateOf,
  isPlainTemplate,
} from "./example/code-template.ts";
export { exampleOf } from "./example/example-of.ts";
export type { ExampleOptions } from "./example/maker.ts";
export { matchesPattern } from "./example/match-pattern.ts";
export { patternSamples } from "./example/pattern-samples.ts";
export {
  numberedText,
  sampleText,
  type TemplatePart,
  type TextTemplate,
  templateLength,
  templateOf,
} from "./example/text-template.ts";
export { flattenSchema } from "./flatten.ts";
export { answerFromContent, isContent } from "./history/content.ts";
export {
  type Acceptance,
  type AcceptanceDraft,
  type AcceptedItem,
  type ChangeEffect,
  contentFile,
  entryFile,
  historyFolder,
  proposalsFolder,
  receiptsFolder,
  shownDigest,
} from "./history/entry.ts";
export { findVersions, splitVersion } from "./history/find-version.ts";
export { type AcceptancePlan, planAcceptance } from "./history/plan-acceptance.ts";
export { printEntry } from "./history/print-entry.ts";
export { isDigest, readEntry, withPlainLines } from "./history/read-entry.ts";
export { damage, type History, type HistoryFiles, readHistory } from "./history/read-history.ts";
export {
  printReceipt,
  properTask,
  type Receipt,
  readReceipt,
  taskFolder,
} from "./history/receipt.ts";
export {
  compareRecorded,
  type Effects,
  effectsOf,
  emptied,
  isOfOperation,
  type RecordedPair,
} from "./history/recorded-pair.ts";
export { namesOfLine, registryLines } from "./history/registry-lines.ts";
export { isAgreed, lineKey, type Version, type VersionLine } from "./history/version-lines.ts";
export type { ContractRule } from "./lint/contract-rule.ts";
export { contractRules, lintRegistry } from "./lint/lint-registry.ts";
export { lintStructure } from "./lint/lint-structure.ts";
export { structureRules } from "./lint/structure-rules.ts";
export { type PrintedRecord, printRecord } from "./markdown/print-record.ts";
export type { RecordLoss } from "./markdown/record-losses.ts";
export { type StartedRecord, startedRecord } from "./markdown/started-record.ts";
export { neverKey } from "./never-answered.ts";
export { operationName } from "./operation-name.ts";
export { openOverlays } from "./overlay/open-overlays.ts";
export { overlayValue } from "./overlay/overlay-value.ts";
export { builtMark, type Overlay } from "./overlay/read-overlay.ts";
export type { PrintOptions } from "./print/place.ts";
export { type AsyncapiOptions, printAsyncapi } from "./print/print-asyncapi.ts";
export { printOpenapi } from "./print/print-openapi.ts";
export { readContract } from "./read-contract.ts";
export { fragmentOfContract } from "./register/fragment-of-contract.ts";
export { planRecord } from "./register/plan-record.ts";
export { planRegistration } from "./register/plan-registration.ts";
export { type Fragment, readFragment } from "./register/read-fragment.ts";
export { fragmentOfWish, type Wish } from "./register/wish.ts";
export { type Answer, answerFor } from "./registry/answer.ts";
export { entriesOf } from "./registry/entries-of.ts";
export type * from "./registry/entry.ts";
export { itemKinds } from "./registry/entry.ts";
export { tellType } from "./registry/fields-of.ts";
export { type Found, findItems } from "./registry/find-items.ts";
export { linkItem, linkRegistry } from "./registry/link-registry.ts";
export { makeLookup } from "./registry/lookup-index.ts";
export {
  type DocumentRead,
  digestOfOpened,
  formatOf,
  readRegistryDocument,
} from "./registry/read-registry-document.ts";
export { type Said, sayEvent, sayOperation, sayType } from "./registry/say.ts";
export { sliceOf } from "./registry/slice.ts";
export { overlaysByDocument, tellStrayOverlays } from "./registry/stray-overlays.ts";
export { jsonMedia, resolveSchema, sharedNameOf, successResponses } from "./resolve.ts";
