import { argumentOf, defineExpression, placeIn, type SourceModule } from "#facts";
import type { Body, Call, Expression } from "#python";
import { callsWithin } from "../nodes-within.ts";
import type { Hit, Rule, RuleInput } from "../rule.ts";
import { modulesAround, surelyRun, type TestFunction, testFunctions, textIn } from "./test-functions.ts";

/** A test asks a host of the internet, and nothing stands in for it. */
export const testReachesNetwork: Rule = {
  severity: "warning",
  on: false,
  fix: "none",
  find: (input) => {
    const known: Known = new Map();
    return [...testFunctions(input)].flatMap((test): readonly Hit[] => {
      const request = findRequest(input, known, test.module, test.node.body, test.scopes, 0);
      if (request === undefined) return [];
      const why = standIn(input, test);
      if (why !== undefined) {
        input.explainSilence(placeIn(request.module, request.call), why);
        return [];
      }
      return [tell(test, request)];
    });
  },
};

/** The requests of functions of the project by their bodies and how deep they are called: many tests call the same. */
type Known = Map<Body, (Request | undefined)[]>;

interface Request {
  readonly module: SourceModule;
  readonly call: Call;
  /** The call of the test that leads there. */
  readonly from: Call;
  readonly api: string;
  readonly host: string;
}

/** What sends a request when it is called, and where its address stands. */
const senders = new Map<string, number>([
  ...["get", "post", "put", "patch", "delete", "head", "options"].flatMap((verb) => [
    [`requests.${verb}`, 0] as const,
    [`requests.api.${verb}`, 0] as const,
    [`httpx.${verb}`, 0] as const,
  ]),
  ["requests.request", 1],
  ["httpx.request", 1],
  ["httpx.stream", 1],
  ["urllib3.request", 1],
  ["urllib.request.urlopen", 0],
  ["urllib.request.urlretrieve", 0],
]);

const deepest = 2;

/** A request that is sent whenever the body runs, by itself or by a function of the project that it calls. */
function findRequest(
  input: RuleInput,
  known: Known,
  module: SourceModule,
  body: Body,
  scopes: TestFunction["scopes"],
  depth: number,
): Request | undefined {
  for (const statement of surelyRun(body)) {
    const own = "body" in statement || "cases" in statement ? headOf(statement) : [statement];
    for (const call of own.flatMap((each) => callsWithin(each))) {
      const meant = defineExpression(input.project, module, call.callee, scopes);
      if (meant?.kind === "external") {
        const host = senders.has(meant.path)
          ? hostOf(input, module, call, senders.get(meant.path) ?? 0)
          : undefined;
        if (host !== undefined) return { module, call, from: call, api: meant.path, host };
      } else if (
        meant?.kind === "function" &&
        depth < deepest &&
        meant.node.decorators.length === 0 &&
        !meant.node.async
      ) {
        const below = requestOf(input, known, meant, depth + 1);
        if (below !== undefined) return { ...below, from: call };
      }
    }
  }
  return undefined;
}

function requestOf(
  input: RuleInput,
  known: Known,
  { module, node: { body } }: { readonly module: SourceModule; readonly node: { readonly body: Body } },
  depth: number,
): Request | undefined {
  const before = known.get(body) ?? [];
  known.set(body, before);
  if (!(depth in before)) before[depth] = findRequest(input, known, module, body, [], depth);
  return before[depth];
}

/** What a statement with a body evaluates before it. */
function headOf(statement: object): readonly Expression[] {
  const { items } = statement as { readonly items?: readonly { readonly context: Expression }[] };
  return items?.map(({ context }) => context) ?? [];
}

/** A host that lies in no network of one's own; undefined where the source does not say. */
function hostOf(input: RuleInput, module: SourceModule, call: Call, place: number): string | undefined {
  const address = argumentOf(call, "url", place);
  const [, host = ""] = /^https?:\/\/([^/:?#@{}]+)/i.exec(textOf(input, module, address) ?? "") ?? [];
  if (!/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i.test(host)) return undefined;
  const isNear =
    /^(?:127\.|10\.|192\.168\.|0\.0\.0\.0$|localhost)|\.(?:test|example|invalid|local|localhost|internal|lan|docker)$|(?:^|\.)example\.(?:com|org|net|edu)$/i;
  return isNear.test(host) ? undefined : host;
}

function textOf(
  { evaluator }: RuleInput,
  module: SourceModule,
  address: Expression | undefined,
): string | undefined {
  if (address?.kind === "formatted") {
    const [first] = address.parts;
    return first?.kind === "string" ? first.value : undefined;
  }
  const value = address && evaluator.evaluate(evaluator.moduleFrame(module), address);
  return value?.kind === "text" ? value.text : undefined;
}

const standIns =
  /mock|patch|\bresponses\b|respx|\bvcr\b|cassette|betamax|httpretty|aioresponses|\bpook\b|mocket|disable_socket|socket_enabled|stub|fake/i;
const libraries =
  /requests_mock|httpx_mock|\bresponses\b|respx|\bvcr\b|cassette|betamax|httpretty|aioresponses|\bpook\b|mocket|disable_socket/i;
const wanted = /network|internet|online|live|integration|external|e2e|functional|smoke|remote|contract|skip/i;

/** Why the request may never leave, or is meant to. */
function standIn(input: RuleInput, { module, node, owner }: TestFunction): string | undefined {
  const [own, ...others] = modulesAround(input, module);
  if (own !== undefined && standIns.test(own.syntax.text))
    return "something in this module may stand in for what is asked";
  if (others.some(({ syntax }) => libraries.test(syntax.text) || standsInForAll(syntax.text)))
    return "what prepares these tests may stand in for what is asked";
  const marks = [...node.decorators, ...(owner?.node.decorators ?? [])]
    .map((each) => textIn(module, each))
    .join(" ");
  const said = `${module.path} ${marks} ${/pytestmark[^\n]*/.exec(module.syntax.text)?.[0] ?? ""} ${node.name.id} ${owner?.node.name.id ?? ""}`;
  return wanted.test(said) ? "its name or its marks say that it is meant to ask" : undefined;
}

/** Whether something that prepares every test may replace what asks. */
function standsInForAll(text: string): boolean {
  return [...text.matchAll(/autouse=True/g)].some(({ index }) => {
    const end = text.indexOf("\n@", index);
    return standIns.test(text.slice(index, end === -1 ? text.length : end));
  });
}

function tell({ module, node }: TestFunction, { call, from, api, host, module: there }: Request): Hit {
  const isFar = call !== from;
  const steps = isFar ? [{ message: `${api} asks ${host}`, span: placeIn(there, call) }] : [];
  return {
    span: placeIn(module, from),
    message: `${node.name.id} asks ${host}${isFar ? " through what it calls" : ""}: it fails where there is no network, and when somebody else changes what stands there`,
    mend: /^requests/.test(api)
      ? `answer in its place: responses.get("https://${host}/…", json=…)`
      : /^httpx/.test(api)
        ? `answer in its place: respx.get("https://${host}/…").respond(json=…)`
        : "put a double in the place of what asks",
    path: [{ message: `${node.name.id} is a test`, span: placeIn(module, node.name) }, ...steps],
  };
}
