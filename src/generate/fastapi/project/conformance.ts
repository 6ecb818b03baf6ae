import type { JsonValue } from "#contract";
import { type Behaviour, endsCredential, namesSeveral, type OperationMeaning } from "#domain";
import type { Blueprint } from "../blueprint.ts";
import type { GeneratedFile } from "../file.ts";
import { credentialVariable, holderName } from "../outside/credentials.ts";
import { isUnknownNotFound, referencesIn } from "../references.ts";
import { emptyLists } from "./empty-lists.ts";
import { tellNarrowed } from "./narrowed.ts";
import { plainLine, toml } from "./quoting.ts";
import { headerRefusals, refusalsOf } from "./refusals.ts";
import { tellOtherTypes } from "./written-types.ts";

/** `schemathesis.toml`: how conformance is judged. What is narrowed, widened or switched off says why. */
export function emitConformance(blueprint: Blueprint): GeneratedFile {
  const operations = blueprint.domain.operations.flatMap((operation) => printOperation(blueprint, operation));
  return {
    path: "schemathesis.toml",
    text: `${[...general, ...credential(blueprint), ...outsideCredentials(blueprint), ...operations].join("\n\n")}\n`,
  };
}

/** What is not judged, each with its reason: everything that the file switches off. */
export function listSwitchedOff(blueprint: Blueprint, contract: JsonValue): readonly string[] {
  const operations = blueprint.domain.operations.flatMap((operation) => {
    const place = `${operation.method.toUpperCase()} ${operation.path}`;
    const others = coveringOperations(blueprint, operation);
    const covered =
      others.length === 0
        ? []
        : [`unsupported_method at ${place}: other methods there are ${others.join(", ")}`];
    if (operation.behaviour.kind === "custom") {
      const open = `${place}: left open: ${operation.behaviour.reason}`;
      return triesOpen(blueprint) ? [`501 at ${open}`, ...covered] : [open];
    }
    const lists = emptyLists(blueprint, operation);
    const taking = takingBelow(blueprint, operation);
    return [
      ...covered,
      ...(taking === undefined
        ? []
        : [`use_after_free at ${place}: after ${taking} the path is there still`]),
      ...(namesBelow(blueprint, operation)
        ? [`ensure_resource_availability at ${place}: ${whyNamedBelow}`]
        : []),
      ...(lists.length === 0 ? [] : [`negative_data_rejection at ${place}: ${whyEmpty(lists)}`]),
      ...(takesForm(operation)
        ? [`negative_data_rejection at ${place}: a part of a form has no null, so a text is sent for it`]
        : []),
    ];
  });
  return [
    "NUL in texts: not every database has a form for it, so every text refuses it",
    ...operations,
    ...tellOtherTypes(contract, blueprint.domain.operations),
    ...tellNarrowed(contract, blueprint.domain),
  ];
}

const general = [
  "# The same requests in every run.\nseed = 1",
  `[generation]
max-examples = 20
# Not every database has a form for NUL, so every text refuses it.
allow-x00 = false`,
];

function credential({ domain, contract }: Blueprint): readonly string[] {
  if (!domain.accounts) return [];
  const { scheme, schemeType, parameter, prefix } = domain.accounts.credential;
  const word = prefix === "" ? "" : `${prefix.replaceAll("${", "$${")} `;
  const value = toml(`${word}\${API_TOKEN}`);
  if (!contract.securitySchemes.has(scheme))
    return [
      `# The contract declares no scheme; API_TOKEN, of an account, travels with every request.\n[headers]\n${toml(parameter)} = ${value}`,
    ];
  const entry = schemeType === "http" ? `bearer = "\${API_TOKEN}"` : `api_key = ${value}`;
  return [
    `# API_TOKEN: the token of an account, made for the run.\n[auth.openapi.${toml(scheme)}]\n${entry}`,
  ];
}

/** Credentials that no operation issues, made for the run by the project's own commands. */
function outsideCredentials({ domain, contract }: Blueprint): readonly string[] {
  return domain.outside.map((credential, index) => {
    const value = `\${${credentialVariable(index)}}`;
    const isHttp = contract.securitySchemes.get(credential.scheme)?.type === "http";
    const entries =
      credential.kind === "password"
        ? [`username = ${toml(holderName(index))}`, `password = ${toml(value)}`]
        : credential.kind === "token" || isHttp
          ? [`bearer = ${toml(value)}`]
          : [
              `api_key = ${toml(credential.prefix === "" ? value : `${credential.prefix.replaceAll("${", "$${")} ${value}`)}`,
            ];
    return lines(
      `# ${credentialVariable(index)}: made for the run.`,
      `[auth.openapi.${toml(credential.scheme)}]`,
      ...entries,
    );
  });
}

function printOperation(blueprint: Blueprint, operation: OperationMeaning): readonly string[] {
  const entry = [
    `[[operations]]`,
    `include-name = ${toml(`${operation.method.toUpperCase()} ${operation.path}`)}`,
  ];
  if (operation.behaviour.kind === "custom")
    return [
      lines(
        `# Left open: ${plainLine(operation.behaviour.reason)}.`,
        ...entry,
        ...(triesOpen(blueprint) ? [mayBeOpen, ...otherMethods(blueprint, operation)] : ["enabled = false"]),
      ),
    ];
  const settings = [
    ...acceptance(blueprint, operation),
    ...otherMethods(blueprint, operation),
    ...emptyValues(blueprint, operation),
    ...spareCredential(blueprint, operation),
    ...formParts(operation),
    ...rowsOfPath(blueprint, operation),
    ...namedBelow(blueprint, operation),
  ];
  return settings.length === 0 ? [] : [lines(...entry, ...settings)];
}

// What is written there one day is held to the contract at once.
const mayBeOpen = `# Until somebody writes it, 501 is its answer, whatever it is sent.
checks.not_a_server_error.expected-statuses = ["2xx", "3xx", "4xx", "501"]
checks.missing_required_header.enabled = false`;

/** Where nothing is derived, what is left open is all there is to try: that it says so, as the overlay documents it. */
function triesOpen({ domain }: Blueprint): boolean {
  return domain.operations.every(({ behaviour }) => behaviour.kind === "custom");
}

/** Parts of a form are texts: what is sent for null is a text, which may well be right. */
function formParts(operation: OperationMeaning): readonly string[] {
  if (!takesForm(operation)) return [];
  return [
    "# A part of a form has no null: what is sent for it is the text, which is taken as one.",
    "checks.negative_data_rejection.enabled = false",
  ];
}

/** A 404 below a row that is there speaks of rows that the request names. */
function namedBelow(blueprint: Blueprint, operation: OperationMeaning): readonly string[] {
  if (!namesBelow(blueprint, operation)) return [];
  return [`# ${plainLine(whyNamedBelow)}.`, "checks.ensure_resource_availability.enabled = false"];
}

const whyNamedBelow = "A 404 may speak of rows that the request names, and not of the path";

function namesBelow({ domain }: Blueprint, operation: OperationMeaning): boolean {
  const { behaviour, path } = operation;
  if (namesSeveral(behaviour)) return behaviour.parent !== undefined;
  return path.includes("{") && isUnknownNotFound(operation) && referencesIn(domain, operation).length > 0;
}

const takenOfPath: ReadonlySet<Behaviour["kind"]> = new Set([
  "delete-many",
  "delete-all",
  "delete-current-account",
]);

/** Where `DELETE` takes rows away and not what the path names, the path is there afterwards. */
function rowsOfPath(blueprint: Blueprint, operation: OperationMeaning): readonly string[] {
  const taking = takingBelow(blueprint, operation);
  if (taking === undefined) return [];
  return [
    `# After ${plainLine(taking)} the path is there still: only rows have gone.`,
    "checks.use_after_free.enabled = false",
  ];
}

function takingBelow({ domain }: Blueprint, { path }: OperationMeaning): string | undefined {
  const taking = domain.operations.find(
    (other) =>
      other.method === "delete" &&
      takenOfPath.has(other.behaviour.kind) &&
      `${path}/`.startsWith(`${other.path}/`),
  );
  return taking && `DELETE ${taking.path}`;
}

function takesForm({ behaviour }: OperationMeaning): boolean {
  return "body" in behaviour && behaviour.body.form !== undefined;
}

/** After such a call the credential opens nothing any more, so it is made with one that nothing else needs. */
function spareCredential({ domain }: Blueprint, { behaviour, access }: OperationMeaning): readonly string[] {
  if (!domain.accounts || access === "public" || !endsCredential(behaviour)) return [];
  const { in: place, parameter, prefix } = domain.accounts.credential;
  const word = prefix === "" ? "" : `${prefix.replaceAll("${", "$${")} `;
  const value = toml(`${word}\${API_SPARE_TOKEN}`);
  return [
    "# It ends what it is called with: API_SPARE_TOKEN is of an account of its own.",
    place === "cookie"
      ? `parameters = { ${toml(`cookie.${parameter}`)} = ${value} }`
      : `headers = { ${toml(parameter)} = ${value} }`,
  ];
}

// What may always be answered to input that fits the schemas: success, and what depends on who asks and on what is there.
const alwaysExpected = ["2xx", "401", "403", "404", "409", "429"];

function acceptance(blueprint: Blueprint, operation: OperationMeaning): readonly string[] {
  const refusals = [...refusalsOf(blueprint, operation), ...headerRefusals(operation)].filter(
    ({ status }) => !alwaysExpected.includes(String(status)),
  );
  if (refusals.length === 0) return [];
  const statuses = [...new Set([...alwaysExpected, ...refusals.map(({ status }) => String(status))])].sort();
  return [
    "# Input that fits the schemas may be refused:",
    ...refusals.map(({ status, reason }) => `# ${status}: ${plainLine(reason)}`),
    `checks.positive_data_acceptance.expected-statuses = [${statuses.map(toml).join(", ")}]`,
  ];
}

/** Where what is sent as wrong may be right. */
function emptyValues(blueprint: Blueprint, operation: OperationMeaning): readonly string[] {
  const lists = emptyLists(blueprint, operation);
  if (lists.length === 0) return [];
  return [`# ${plainLine(whyEmpty(lists))}.`, "checks.negative_data_rejection.enabled = false"];
}

function whyEmpty(lists: readonly string[]): string {
  return `in XML and in forms an empty list looks like none, or like another empty value: ${lists.join(", ")}`;
}

/** Where another path template covers this path, methods that this one lacks reach that one's operations. */
function otherMethods(blueprint: Blueprint, operation: OperationMeaning): readonly string[] {
  const names = coveringOperations(blueprint, operation);
  if (names.length === 0) return [];
  return [
    `# Other methods at this path are no mistake: they are ${plainLine(names.join(", "))}.`,
    "checks.unsupported_method.enabled = false",
  ];
}

function coveringOperations({ domain }: Blueprint, { path }: OperationMeaning): readonly string[] {
  const covering = domain.operations.filter((other) => other.path !== path && covers(other.path, path));
  if (covering.length === 0) return [];
  const own = domain.operations.filter((other) => other.path === path).map(({ method }) => method);
  const reached = covering.filter(({ method }) => !own.includes(method));
  return [...new Set(reached.map((other) => `${other.method.toUpperCase()} ${other.path}`))];
}

function covers(template: string, path: string): boolean {
  if (!template.includes("{")) return false;
  const wanted = path.split("/");
  const segments = template.split("/");
  return (
    segments.length === wanted.length &&
    segments.every((segment, index) => segment.includes("{") || segment === wanted[index])
  );
}

function lines(...texts: readonly string[]): string {
  return texts.join("\n");
}
