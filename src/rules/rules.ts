// biome-ignore-all format: written by a program
// biome-ignore-all assist/source/organizeImports: written by a program
// Written by `npm run update`: all rules, by their ids.
import { destructiveMigrationWithoutGuard as alembicDestructiveMigrationWithoutGuard } from "./alembic/destructive-migration-without-guard.ts";
import { modelWithoutMigration as alembicModelWithoutMigration } from "./alembic/model-without-migration.ts";
import { severalHeads as alembicSeveralHeads } from "./alembic/several-heads.ts";
import { unsafeMigration as alembicUnsafeMigration } from "./alembic/unsafe-migration.ts";
import { asyncToSyncInAsync as asyncAsyncToSyncInAsync } from "./async/async-to-sync-in-async.ts";
import { blockingCallInAsync as asyncBlockingCallInAsync } from "./async/blocking-call-in-async.ts";
import { sequentialIndependentAwaits as asyncSequentialIndependentAwaits } from "./async/sequential-independent-awaits.ts";
import { unawaitedCoroutine as asyncUnawaitedCoroutine } from "./async/unawaited-coroutine.ts";
import { missingIndex as databaseMissingIndex } from "./database/missing-index.ts";
import { rawSql as databaseRawSql } from "./database/raw-sql.ts";
import { redundantIndex as databaseRedundantIndex } from "./database/redundant-index.ts";
import { sqlBuiltFromStrings as databaseSqlBuiltFromStrings } from "./database/sql-built-from-strings.ts";
import { unusedIndex as databaseUnusedIndex } from "./database/unused-index.ts";
import { adminListPerRowQuery as djangoAdminListPerRowQuery } from "./django/admin-list-per-row-query.ts";
import { conflictingLeafMigrations as djangoConflictingLeafMigrations } from "./django/conflicting-leaf-migrations.ts";
import { errorCaughtInsideAtomic as djangoErrorCaughtInsideAtomic } from "./django/error-caught-inside-atomic.ts";
import { fixtureFileWhereFactoriesExist as djangoFixtureFileWhereFactoriesExist } from "./django/fixture-file-where-factories-exist.ts";
import { functionViewWhereTheProjectUsesClasses as djangoFunctionViewWhereTheProjectUsesClasses } from "./django/function-view-where-the-project-uses-classes.ts";
import { irreversibleDataMigration as djangoIrreversibleDataMigration } from "./django/irreversible-data-migration.ts";
import { modelImportedInMigration as djangoModelImportedInMigration } from "./django/model-imported-in-migration.ts";
import { modelWithoutMigration as djangoModelWithoutMigration } from "./django/model-without-migration.ts";
import { nPlusOne as djangoNPlusOne } from "./django/n-plus-one.ts";
import { ormCallInAsyncView as djangoOrmCallInAsyncView } from "./django/orm-call-in-async-view.ts";
import { overEagerLoad as djangoOverEagerLoad } from "./django/over-eager-load.ts";
import { prefetchBypassed as djangoPrefetchBypassed } from "./django/prefetch-bypassed.ts";
import { queryInLoop as djangoQueryInLoop } from "./django/query-in-loop.ts";
import { repeatedFilterChain as djangoRepeatedFilterChain } from "./django/repeated-filter-chain.ts";
import { unsafeMigration as djangoUnsafeMigration } from "./django/unsafe-migration.ts";
import { modelDictInResponse as drfModelDictInResponse } from "./drf/model-dict-in-response.ts";
import { passwordInResponse as drfPasswordInResponse } from "./drf/password-in-response.ts";
import { queryInMethodField as drfQueryInMethodField } from "./drf/query-in-method-field.ts";
import { requestDataUnvalidated as drfRequestDataUnvalidated } from "./drf/request-data-unvalidated.ts";
import { serializerFieldsAll as drfSerializerFieldsAll } from "./drf/serializer-fields-all.ts";
import { unboundedNestedWrite as drfUnboundedNestedWrite } from "./drf/unbounded-nested-write.ts";
import { swallowedError as errorsSwallowedError } from "./errors/swallowed-error.ts";
import { dependencyCalledNotInjected as fastapiDependencyCalledNotInjected } from "./fastapi/dependency-called-not-injected.ts";
import { duplicateRoute as fastapiDuplicateRoute } from "./fastapi/duplicate-route.ts";
import { missingResponseModel as fastapiMissingResponseModel } from "./fastapi/missing-response-model.ts";
import { modelReturnedUnfiltered as fastapiModelReturnedUnfiltered } from "./fastapi/model-returned-unfiltered.ts";
import { passwordInResponse as fastapiPasswordInResponse } from "./fastapi/password-in-response.ts";
import { rawRequestJson as fastapiRawRequestJson } from "./fastapi/raw-request-json.ts";
import { shadowedRoute as fastapiShadowedRoute } from "./fastapi/shadowed-route.ts";
import { untypedRequestBody as fastapiUntypedRequestBody } from "./fastapi/untyped-request-body.ts";
import { unusedPathParameter as fastapiUnusedPathParameter } from "./fastapi/unused-path-parameter.ts";
import { secretInLog as loggingSecretInLog } from "./logging/secret-in-log.ts";
import { fatView as modulesFatView } from "./modules/fat-view.ts";
import { importAcrossBoundary as modulesImportAcrossBoundary } from "./modules/import-across-boundary.ts";
import { importCycle as modulesImportCycle } from "./modules/import-cycle.ts";
import { layerSkipped as modulesLayerSkipped } from "./modules/layer-skipped.ts";
import { mutableClassState as modulesMutableClassState } from "./modules/mutable-class-state.ts";
import { v1Api as pydanticV1Api } from "./pydantic/v1-api.ts";
import { unclosedResource as resourcesUnclosedResource } from "./resources/unclosed-resource.ts";
import { debugDefaultOn as settingsDebugDefaultOn } from "./settings/debug-default-on.ts";
import { environmentReadDirectly as settingsEnvironmentReadDirectly } from "./settings/environment-read-directly.ts";
import { secretInSource as settingsSecretInSource } from "./settings/secret-in-source.ts";
import { dictPassedAsRecord as signaturesDictPassedAsRecord } from "./signatures/dict-passed-as-record.ts";
import { opaqueSignature as signaturesOpaqueSignature } from "./signatures/opaque-signature.ts";
import { commitInLoop as sqlalchemyCommitInLoop } from "./sqlalchemy/commit-in-loop.ts";
import { joinedCollectionWithLimit as sqlalchemyJoinedCollectionWithLimit } from "./sqlalchemy/joined-collection-with-limit.ts";
import { lazyLoadInAsync as sqlalchemyLazyLoadInAsync } from "./sqlalchemy/lazy-load-in-async.ts";
import { legacyQueryApi as sqlalchemyLegacyQueryApi } from "./sqlalchemy/legacy-query-api.ts";
import { missingEagerLoad as sqlalchemyMissingEagerLoad } from "./sqlalchemy/missing-eager-load.ts";
import { missingRollback as sqlalchemyMissingRollback } from "./sqlalchemy/missing-rollback.ts";
import { nPlusOne as sqlalchemyNPlusOne } from "./sqlalchemy/n-plus-one.ts";
import { sessionSharedAcrossTasks as sqlalchemySessionSharedAcrossTasks } from "./sqlalchemy/session-shared-across-tasks.ts";
import { sessionWithoutContext as sqlalchemySessionWithoutContext } from "./sqlalchemy/session-without-context.ts";
import { endOfLifeVersion as stackEndOfLifeVersion } from "./stack/end-of-life-version.ts";
import { outdatedVersion as stackOutdatedVersion } from "./stack/outdated-version.ts";
import { modelInstanceAsArgument as tasksModelInstanceAsArgument } from "./tasks/model-instance-as-argument.ts";
import { notIdempotent as tasksNotIdempotent } from "./tasks/not-idempotent.ts";
import { resultWaitedInRequest as tasksResultWaitedInRequest } from "./tasks/result-waited-in-request.ts";
import { retriedWithoutLimit as tasksRetriedWithoutLimit } from "./tasks/retried-without-limit.ts";
import { sentInsideTransaction as tasksSentInsideTransaction } from "./tasks/sent-inside-transaction.ts";
import { endpointWithoutTest as testsEndpointWithoutTest } from "./tests/endpoint-without-test.ts";
import { mockedTheUnitUnderTest as testsMockedTheUnitUnderTest } from "./tests/mocked-the-unit-under-test.ts";
import { sharedStateBetweenTests as testsSharedStateBetweenTests } from "./tests/shared-state-between-tests.ts";
import { testReachesNetwork as testsTestReachesNetwork } from "./tests/test-reaches-network.ts";
import { testThatCannotFail as testsTestThatCannotFail } from "./tests/test-that-cannot-fail.ts";
import { testWithoutAssertion as testsTestWithoutAssertion } from "./tests/test-without-assertion.ts";
import type { Rule } from "./rule.ts";

export const rules: ReadonlyMap<string, Rule> = new Map([
  ["alembic/destructive-migration-without-guard", alembicDestructiveMigrationWithoutGuard],
  ["alembic/model-without-migration", alembicModelWithoutMigration],
  ["alembic/several-heads", alembicSeveralHeads],
  ["alembic/unsafe-migration", alembicUnsafeMigration],
  ["async/async-to-sync-in-async", asyncAsyncToSyncInAsync],
  ["async/blocking-call-in-async", asyncBlockingCallInAsync],
  ["async/sequential-independent-awaits", asyncSequentialIndependentAwaits],
  ["async/unawaited-coroutine", asyncUnawaitedCoroutine],
  ["database/missing-index", databaseMissingIndex],
  ["database/raw-sql", databaseRawSql],
  ["database/redundant-index", databaseRedundantIndex],
  ["database/sql-built-from-strings", databaseSqlBuiltFromStrings],
  ["database/unused-index", databaseUnusedIndex],
  ["django/admin-list-per-row-query", djangoAdminListPerRowQuery],
  ["django/conflicting-leaf-migrations", djangoConflictingLeafMigrations],
  ["django/error-caught-inside-atomic", djangoErrorCaughtInsideAtomic],
  ["django/fixture-file-where-factories-exist", djangoFixtureFileWhereFactoriesExist],
  ["django/function-view-where-the-project-uses-classes", djangoFunctionViewWhereTheProjectUsesClasses],
  ["django/irreversible-data-migration", djangoIrreversibleDataMigration],
  ["django/model-imported-in-migration", djangoModelImportedInMigration],
  ["django/model-without-migration", djangoModelWithoutMigration],
  ["django/n-plus-one", djangoNPlusOne],
  ["django/orm-call-in-async-view", djangoOrmCallInAsyncView],
  ["django/over-eager-load", djangoOverEagerLoad],
  ["django/prefetch-bypassed", djangoPrefetchBypassed],
  ["django/query-in-loop", djangoQueryInLoop],
  ["django/repeated-filter-chain", djangoRepeatedFilterChain],
  ["django/unsafe-migration", djangoUnsafeMigration],
  ["drf/model-dict-in-response", drfModelDictInResponse],
  ["drf/password-in-response", drfPasswordInResponse],
  ["drf/query-in-method-field", drfQueryInMethodField],
  ["drf/request-data-unvalidated", drfRequestDataUnvalidated],
  ["drf/serializer-fields-all", drfSerializerFieldsAll],
  ["drf/unbounded-nested-write", drfUnboundedNestedWrite],
  ["errors/swallowed-error", errorsSwallowedError],
  ["fastapi/dependency-called-not-injected", fastapiDependencyCalledNotInjected],
  ["fastapi/duplicate-route", fastapiDuplicateRoute],
  ["fastapi/missing-response-model", fastapiMissingResponseModel],
  ["fastapi/model-returned-unfiltered", fastapiModelReturnedUnfiltered],
  ["fastapi/password-in-response", fastapiPasswordInResponse],
  ["fastapi/raw-request-json", fastapiRawRequestJson],
  ["fastapi/shadowed-route", fastapiShadowedRoute],
  ["fastapi/untyped-request-body", fastapiUntypedRequestBody],
  ["fastapi/unused-path-parameter", fastapiUnusedPathParameter],
  ["logging/secret-in-log", loggingSecretInLog],
  ["modules/fat-view", modulesFatView],
  ["modules/import-across-boundary", modulesImportAcrossBoundary],
  ["modules/import-cycle", modulesImportCycle],
  ["modules/layer-skipped", modulesLayerSkipped],
  ["modules/mutable-class-state", modulesMutableClassState],
  ["pydantic/v1-api", pydanticV1Api],
  ["resources/unclosed-resource", resourcesUnclosedResource],
  ["settings/debug-default-on", settingsDebugDefaultOn],
  ["settings/environment-read-directly", settingsEnvironmentReadDirectly],
  ["settings/secret-in-source", settingsSecretInSource],
  ["signatures/dict-passed-as-record", signaturesDictPassedAsRecord],
  ["signatures/opaque-signature", signaturesOpaqueSignature],
  ["sqlalchemy/commit-in-loop", sqlalchemyCommitInLoop],
  ["sqlalchemy/joined-collection-with-limit", sqlalchemyJoinedCollectionWithLimit],
  ["sqlalchemy/lazy-load-in-async", sqlalchemyLazyLoadInAsync],
  ["sqlalchemy/legacy-query-api", sqlalchemyLegacyQueryApi],
  ["sqlalchemy/missing-eager-load", sqlalchemyMissingEagerLoad],
  ["sqlalchemy/missing-rollback", sqlalchemyMissingRollback],
  ["sqlalchemy/n-plus-one", sqlalchemyNPlusOne],
  ["sqlalchemy/session-shared-across-tasks", sqlalchemySessionSharedAcrossTasks],
  ["sqlalchemy/session-without-context", sqlalchemySessionWithoutContext],
  ["stack/end-of-life-version", stackEndOfLifeVersion],
  ["stack/outdated-version", stackOutdatedVersion],
  ["tasks/model-instance-as-argument", tasksModelInstanceAsArgument],
  ["tasks/not-idempotent", tasksNotIdempotent],
  ["tasks/result-waited-in-request", tasksResultWaitedInRequest],
  ["tasks/retried-without-limit", tasksRetriedWithoutLimit],
  ["tasks/sent-inside-transaction", tasksSentInsideTransaction],
  ["tests/endpoint-without-test", testsEndpointWithoutTest],
  ["tests/mocked-the-unit-under-test", testsMockedTheUnitUnderTest],
  ["tests/shared-state-between-tests", testsSharedStateBetweenTests],
  ["tests/test-reaches-network", testsTestReachesNetwork],
  ["tests/test-that-cannot-fail", testsTestThatCannotFail],
  ["tests/test-without-assertion", testsTestWithoutAssertion],
]);
