import type { Contract } from "#contract";
import { type AccountsDraft, findAccounts } from "./accounts.ts";
import { findClients } from "./clients.ts";
import { findOutsideCredentials } from "./credentials.ts";
import type { Draft } from "./draft.ts";
import { describeEntities } from "./entities.ts";
import { findFileReads } from "./file-reads.ts";
import { nameLists } from "./key-list-fields.ts";
import { readAllLines } from "./line-reading.ts";
import { findMatrices, shapesOf } from "./matrices.ts";
import { draftMatrices } from "./matrix-drafts.ts";
import { findMemberships } from "./memberships.ts";
import { withNamedValues } from "./named-values.ts";
import { worksOutside } from "./outside-work.ts";
import { readCredential } from "./own-credential.ts";
import { showOwners } from "./owner-keys.ts";
import { withPlaces } from "./positions.ts";
import { findResources } from "./resources.ts";
import { findRoles, restrictionsOf } from "./roles.ts";
import type { DomainSettings } from "./settings.ts";
import { type OperationShape, readShapes } from "./shapes.ts";
import { findSingletons } from "./singletons.ts";
import { withSubjects } from "./subjects.ts";
import { findUnreadLogin } from "./unread-login.ts";

import { openBook } from "./value-objects.ts";

/** What a contract has, before it is asked what its operations do. */
export function drawDraft(contract: Contract, settings: DomainSettings): Draft {
  return withSubjects(drawRows(contract, settings));
}

function drawRows(contract: Contract, settings: DomainSettings): Draft {
  const shapes = readShapes(contract);
  const accounts = findAccounts(contract, shapes, settings);
  const credentials = findCredentials(contract, shapes, accounts);
  const { credential, outside } = credentials;
  const roles = findRoles(contract, shapes, accounts, settings);
  const found = findMatrices(contract, shapes);
  const ofMatrices = new Set(found.flatMap(shapesOf));
  const resources = findResources(
    contract,
    shapes.filter((shape) => !ofMatrices.has(shape) && worksOutside(shape.operation) === undefined),
    accounts,
  );
  const matrices = draftMatrices(contract, found, settings, {
    entities: resources.map(({ name }) => name),
    tables: resources.map(({ table }) => table),
  });
  const cells = matrices.flatMap((matrix) => (matrix.kind === "kept" ? [matrix.entity] : []));
  // Callers enter a relation, so without accounts that rows are kept of there is nobody to enter it.
  const signsIn = accounts && resources.some((resource) => resource.shapes.includes(accounts.login));
  const memberships = signsIn ? findMemberships(contract, shapes, resources) : [];
  const book = openBook(contract, [...namesOf(resources), ...cells.map(({ name }) => name)]);
  const ownership = {
    contract,
    resources,
    outside,
    owners: settings.owners ?? {},
    ...restrictionsOf(roles),
    ...(credential && { credential }),
  };
  const fileReads = findFileReads(contract, shapes, resources);
  const plain = describeEntities({
    contract,
    settings,
    fileReads,
    book,
    resources,
    relations: memberships.map(({ relation }) => relation),
    ownership,
    ...(roles?.field && { roleField: roles.field }),
    ...(accounts && { accounts }),
  });
  const signing = accounts && plain[resources.findIndex(({ shapes: own }) => own.includes(accounts.login))];
  const documents = new Set(findSingletons(shapes).flatMap(({ path, own }) => (own ? [path] : [])));
  const described = nameLists(signing ? showOwners(plain, signing, ownership, documents) : plain);
  const lines = readAllLines({ contract, shapes, resources, settings }, described, [...book.values.values()]);
  return withPlaces({
    contract,
    shapes,
    ...lines,
    entities: [...withNamedValues(lines.entities, lines.resources), ...cells],
    matrices,
    memberships,
    fileReads,
    settings,
    ...credentials,
    ...(accounts && { accounts }),
    ...(roles && { roles }),
  });
}

/** What callers prove themselves by, and where it comes from. */
function findCredentials(
  contract: Contract,
  shapes: readonly OperationShape[],
  accounts: AccountsDraft | undefined,
): Pick<Draft, "credential" | "clients" | "unreadLogin" | "outside"> {
  const credential = accounts && readCredential(contract, accounts);
  const clients = findClients(contract, shapes);
  const unreadLogin = accounts ? undefined : findUnreadLogin(contract, shapes);
  return {
    outside: findOutsideCredentials(contract, credential, clients, unreadLogin),
    ...(clients && { clients }),
    ...(credential && { credential }),
    ...(unreadLogin && { unreadLogin }),
  };
}

/** What the rows and their answers are called. */
function namesOf(resources: Draft["resources"]): readonly string[] {
  return resources.flatMap(({ name, answers }) => [
    name,
    ...answers.flatMap((answer) => [answer.name, ...(answer.kindNames ?? [])]),
  ]);
}
