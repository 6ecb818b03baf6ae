import { placeIn } from "#facts";
import type { Call, Expression } from "#python";
import { nodesAround } from "../nodes-around.ts";
import { callsWithin, nodesWithin } from "../nodes-within.ts";
import type { Hit, Rule } from "../rule.ts";
import { type Endpoint, endpointsOf, tellRoute } from "./endpoints.ts";

/** The body is read from the request by hand, past all that checks it. */
export const rawRequestJson: Rule = {
  severity: "warning",
  on: true,
  fix: "none",
  find: (input) => endpointsOf(input).flatMap(findInEndpoint),
};

/** Others decide what they send to these, and sign it byte by byte. */
const fromOthers = /webhook|callback|hook|notif|ipn|interaction|slack|event/i;

function findInEndpoint({ route, operation, module, node }: Endpoint): readonly Hit[] {
  if (!operation.takesRequest || fromOthers.test(route.path) || fromOthers.test(node.name.id)) return [];
  const names = new Set(node.parameters.map(({ name }) => name));
  const reads = (name: string): readonly Call[] =>
    callsWithin(node.body).filter(
      ({ callee, args }) =>
        callee.kind === "attribute" &&
        callee.name === name &&
        args.length === 0 &&
        callee.value.kind === "name" &&
        names.has(callee.value.id) &&
        isRequest(
          node.parameters.find(({ name: own }) => callee.value.kind === "name" && own === callee.value.id),
        ),
    );
  const [first] = reads("json");
  // Who reads the bytes, or their headers, checks a signature or hands them on.
  if (first === undefined || reads("body").length > 0 || readsSignature(node)) return [];
  if (isChecked(node, first)) return [];
  return [
    {
      span: placeIn(module, first),
      message: `${tellRoute(route)} reads its body by hand: nothing checks it, what is no JSON is answered with 500, and the description of the interface does not show it`,
      mend: "name the fields in a model, and take that as a parameter",
    },
  ];
}

/** Whether whoever reads it is ready for what is no JSON: then the rest is looked at by hand, too. */
function isChecked({ body }: Endpoint["node"], { start, end }: Call): boolean {
  return nodesAround(body, { start, end }).some(
    (node) =>
      node.kind === "try" &&
      node.body.some((statement) => statement.start <= start && end <= statement.end) &&
      node.handlers.some(({ type }) => type === undefined || namesOf(type).some((name) => noJson.test(name))),
  );
}

const noJson = /^(?:ValueError|JSONDecodeError|UnicodeDecodeError|Exception)$/;

function namesOf(type: Expression): readonly string[] {
  if (type.kind === "tuple") return type.items.flatMap(namesOf);
  return type.kind === "name" ? [type.id] : type.kind === "attribute" ? [type.name] : [];
}

function isRequest(parameter: Endpoint["node"]["parameters"][number] | undefined): boolean {
  const { annotation } = parameter ?? {};
  const name =
    annotation?.kind === "name" ? annotation.id : annotation?.kind === "attribute" ? annotation.name : "";
  return name === "Request";
}

function readsSignature(node: Endpoint["node"]): boolean {
  return nodesWithin(node.body).some(
    (each) =>
      each.kind === "string" && /signature|hmac/i.test((each as { readonly value?: string }).value ?? ""),
  );
}
