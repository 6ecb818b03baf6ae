import { remember } from "#base";

// Each file is asked for again and again.

/** Whether a file tests the project, or helps those that do. */
export const isTest: (path: string) => boolean = remember((path) =>
  /(?:^|\/)(?:(?:\w+_)?tests?|testing|e2e)\/|(?:^|\/)(?:test_[^/]*|[^/]*_tests?|tests?|testing|test_?utils|conftest|factories)\.pyi?$/.test(
    path,
  ),
);

/** Whether a file takes the database from one version to the next: it is run once. */
export const isMigration: (path: string) => boolean = remember((path) =>
  /(?:^|\/)(?:(?:\w+_)?migrations|versions)\//.test(path),
);

/** Whether a file is run by hand: nobody waits for it. */
export const isByHand: (path: string) => boolean = remember((path) =>
  /(?:^|\/)(?:(?:management\/commands|scripts|tools|\.[^/]+)\/|setup\.py$)/.test(path),
);

/** Whether what happens in a file is of no account to those whom the application answers. */
export function isAside(path: string): boolean {
  return isTest(path) || isMigration(path) || isByHand(path) || isSampleData(path);
}

/** Whether a file fills a database with samples. */
export const isSampleData: (path: string) => boolean = remember((path) =>
  /(?:^|[/_])(?:populate|populatedb|seeds?|samples?|random_?data|fakes?|demos?|benchmarks?|fixtures|examples)(?:[/_.][^/]*)*$/.test(
    path,
  ),
);
