// In: a blueprint. Out: the files of the application, and of its skeleton.
// Every file holds only what this API uses; names are settled before, in the blueprint.
// Never here: tests, project files, and text of a contract that did not go through the printer.
import type { Blueprint } from "../blueprint.ts";
import { clientsOf, emitClients } from "../clients/index.ts";
import type { GeneratedFile } from "../file.ts";
import { emitMediaTypes } from "../media/media-types.ts";
import { emitAccessKeys } from "../outside/access-keys.ts";
import { issuesTokens, keyModule } from "../outside/credentials.ts";
import { emitIssuedTokens } from "../outside/issued-tokens.ts";
import { emitTokens } from "../outside/tokens.ts";
import { emitAddedAccounts } from "./added-accounts.ts";
import { emitAddresses } from "./addresses.ts";
import { emitBaseSchemas } from "./base-schemas.ts";
import { emitCursors } from "./cursors.ts";
import { emitDatabase } from "./database.ts";
import { emitErrors } from "./errors.ts";
import { emitFiles } from "./files.ts";
import { emitForms } from "./forms.ts";
import { emitKeyMakers, emitKeys } from "./key-makers.ts";
import { emitLinks } from "./links.ts";
import { emitLoad } from "./load.ts";
import { emitMail } from "./mail.ts";
import { emitMailedTokens } from "./mailed-tokens.ts";
import { emitBareMain, emitMain } from "./main.ts";
import { emitModels } from "./models.ts";
import { emitMoments } from "./moments.ts";
import { emitOpenapi } from "./openapi.ts";
import { emitQrCodes } from "./qr-codes.ts";
import { emitQueries } from "./queries.ts";
import { emitRepeats } from "./repeats.ts";
import { emitRetries } from "./retries.ts";
import { emitRoles } from "./roles.ts";
import { emitRoutes, routeGuard } from "./routes/index.ts";
import { emitSchemas, emitSharedValues } from "./schemas/index.ts";
import { emitSecurity } from "./security.ts";
import { emitService } from "./service.ts";
import { emitSessions } from "./sessions.ts";
import { emitSettings } from "./settings.ts";
import { emitSlugs } from "./slugs.ts";
import { emitSpelledPaths } from "./spelled-paths.ts";
import { emitStatic } from "./static.ts";
import { emitTerms } from "./terms.ts";
import { emitVersions } from "./versions.ts";

/** What tests must find in order to run at all: an application with settings and a database, which answers nothing. */
export function emitSkeleton(blueprint: Blueprint, app: readonly GeneratedFile[]): readonly GeneratedFile[] {
  return [
    ...app.filter(({ path }) => path === "app/__init__.py" || path === clockPath),
    emitBareMain(),
    emitSettings(blueprint),
    emitDatabase(blueprint),
    ...emitAccessKeys(blueprint),
  ];
}

/** The application without its domain: what it answers, it answers in the form of the finished one. */
export function emitShell(blueprint: Blueprint): readonly GeneratedFile[] {
  return [
    ...emitStatic(blueprint),
    emitSettings(blueprint),
    emitDatabase(blueprint),
    ...emitRetries(blueprint),
    emitErrors(blueprint),
  ];
}

/** The whole application. */
export function emitApp(blueprint: Blueprint): readonly GeneratedFile[] {
  const keys = keyModule(blueprint.domain);
  const clients = clientsOf(blueprint)?.module.name;
  const own = blueprint.modules.filter(({ name }) => name !== keys && name !== clients);
  const modules = [
    ...own.flatMap((module) => [
      { path: `app/${module.name}/__init__.py`, text: "" },
      ...emitModels(blueprint, module),
      ...emitSchemas(blueprint, module),
      ...emitSlugs(blueprint, module),
      ...emitKeyMakers(module),
      ...emitQueries(blueprint, module),
      ...emitService(blueprint, module),
      ...emitRoutes(blueprint, module),
    ]),
    ...emitClients(blueprint, routeGuard),
  ];
  const values = emitSharedValues(blueprint);
  const shared = emitBaseSchemas(blueprint, symbolsFrom("app.schemas", [...modules, ...values]));
  const keywords = symbolsFrom("app.xml_documents", [...modules, ...values]).has("Xml");
  const files = [
    emitMain(blueprint),
    emitSettings(blueprint),
    emitDatabase(blueprint),
    ...emitRetries(blueprint),
    emitErrors(blueprint),
    ...emitOpenapi(blueprint),
    ...emitSpelledPaths(blueprint),
    ...emitSecurity(blueprint),
    ...emitSessions(blueprint),
    ...emitMailedTokens(blueprint),
    ...emitMail(blueprint),
    ...emitRoles(blueprint),
    ...emitRepeats(blueprint),
    ...emitAddedAccounts(blueprint),
    ...emitTokens(blueprint),
    ...(issuesTokens(blueprint.domain) ? [emitIssuedTokens(blueprint)] : []),
    ...emitAccessKeys(blueprint),
    shared,
    ...emitMediaTypes(blueprint, keywords),
    ...emitMoments(symbolsFrom("app.moments", modules)),
    ...values,
    ...emitCursors(blueprint),
    ...emitQrCodes(blueprint),
    ...emitFiles(blueprint),
    ...emitForms(blueprint, symbolsFrom("app.forms", modules)),
    ...emitAddresses(symbolsFrom("app.addresses", modules)),
    ...emitTerms(symbolsFrom("app.terms", modules)),
    ...emitVersions(symbolsFrom("app.versions", modules)),
    ...emitLinks(symbolsFrom("app.links", modules)),
    ...emitKeys(symbolsFrom("app.identifiers", modules)),
    ...modules,
    ...emitLoad(blueprint),
  ];
  const hasClock = symbolsFrom("app", files).has("clock");
  return [...emitStatic(blueprint).filter(({ path }) => hasClock || path !== clockPath), ...files];
}

const clockPath = "app/clock.py";

/** What files of ours import from a module: read back from the printed text, so that it cannot be said twice. */
export function symbolsFrom(module: string, files: readonly GeneratedFile[]): ReadonlySet<string> {
  const pattern = new RegExp(`^from ${module.replaceAll(".", "\\.")} import (\\([^)]*\\)|.*)$`, "gm");
  const symbols = files.flatMap(({ text }) =>
    [...text.matchAll(pattern)].flatMap(([, list]) => (list ?? "").replace(/[()\s]/g, "").split(",")),
  );
  return new Set(symbols.filter((symbol) => symbol !== ""));
}
