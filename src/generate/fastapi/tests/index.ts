// In: a blueprint. Out: `tests/` of the generated project, and what each test shows.
// Every endpoint test fails on the skeleton, every test of an effect on the example server.
// Never here: the application, and words of a contract that did not go through the printer.
export type { GeneratedTest, TestKind } from "./cases.ts";
export { type EmittedTests, emitTests } from "./emit-tests.ts";
