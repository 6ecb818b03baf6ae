// In: the Python files of a project, as texts. Out: what they say: modules, names, classes, routes, models, with their places.
// Read from source alone, each name followed to where it is written; what cannot be known is left out, never guessed.
// Never here: running or importing anything, judging what is found, or a framework's name outside its own folder.

export { unwrapAnnotated } from "./annotated.ts";
export type * from "./application.ts";
export {
  type ClassReader,
  descendsFrom,
  findMember,
  type Member,
  openClasses,
  type ProjectClass,
} from "./classes.ts";
export { unreadBounds } from "./constraints.ts";
export { type Definition, define, defineExpression } from "./definitions.ts";
export type * from "./enum.ts";
export { openEvaluator } from "./evaluate.ts";
export type * from "./event.ts";
export type * from "./external.ts";
export type * from "./flow/events.ts";
export { type LoadTree, loadedAt, pathsOf } from "./flow/load-tree.ts";
export { type ModelIndex, openModels, type Relation } from "./flow/model-index.ts";
export { isLog } from "./flow/reports.ts";
export type { Brought, ColumnUse, Hole, Place, Query, Row } from "./flow/values.ts";
export { followFacts } from "./follow-facts.ts";
export type { Facts, FrontEnd, Reading } from "./front-end.ts";
export type * from "./job.ts";
export { argumentOf, isTrue, keyword, positional, textOf, textsOf } from "./literals.ts";
export type * from "./migration.ts";
export type * from "./model.ts";
export { indexModules, type ModuleIndex } from "./module-index.ts";
export type * from "./operation.ts";
export type * from "./package.ts";
export { countEnded } from "./packages/known-releases.ts";
export { isManifest } from "./packages/manifests.ts";
export { compareVersions, isWithin, readVersion } from "./packages/versions.ts";
export { firstPart, sharedParts } from "./path-tags.ts";
export { lineStarts, spanOf as placeIn } from "./places.ts";
export type { PlainValue } from "./plain-value.ts";
export { isPython, type Project, readProject, type SourceModule } from "./project.ts";
export { openReading, readFacts } from "./read-facts.ts";
export type { RefusalFact } from "./refusal.ts";
export { type RouteFact, unknownStart } from "./route.ts";
export type * from "./schema.ts";
export type { SettingFact } from "./setting.ts";
export type * from "./signal.ts";
export { isAside, isByHand, isMigration, isSampleData, isTest } from "./source-kind.ts";
export { type ModuleName, moduleNames, type SourcePath } from "./source-roots.ts";
export { readStatement } from "./sql/read-statement.ts";
export type { SqlStatement, SqlValue } from "./sql/statement.ts";
export { formOf } from "./statement-forms.ts";
export { type Binding, readScope, type Scope } from "./symbols.ts";
export type * from "./task.ts";
export { functionScope } from "./tasks/scoped-nodes.ts";
export type { TestCallFact, TestFact } from "./test.ts";
export { referencesOf, substitute, type TypeArguments, type TypeFact, tellType } from "./type.ts";
export { readType, type TypePlace } from "./types.ts";
export type { Evaluator, Frame, Instance, Value } from "./values.ts";
