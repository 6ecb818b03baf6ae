import {
  type Contract,
  jsonMedia,
  type Operation,
  operationName,
  type Parameter,
  type Response,
  type SchemaNode,
  tellType,
} from "#contract";
import { compareSchemas, type Sides } from "./compare-schemas.ts";
import type { Drift } from "./drift.ts";
import { groupDrifts } from "./group-drifts.ts";
import { matchNames } from "./match-names.ts";
import type { Matched } from "./match-operations.ts";
import { mayHoldCredential } from "./may-hold-credential.ts";

/**
 * Where what the source answers differs from what one document promises. Silent of whatever the source is not known to say:
 * an operation that may take or ask for more than is read has no parameter, answer or credentials that are missing.
 */
export function compareOperations({ contract, pairs, missing }: Matched, kept: Contract): readonly Drift[] {
  const sides: Sides = { promised: contract, kept };
  return groupDrifts([
    ...missing.map(
      (operation): Drift => ({
        kind: "operation-missing",
        item: operationName(operation),
        at: "",
        promised: operation.summary,
        kept: "",
        document: operation.span,
      }),
    ),
    ...withSilence(
      contract,
      pairs.flatMap((pair) => comparePair(sides, pair.promised, pair.kept)),
    ),
  ]);
}

/** A document that never speaks of credentials does not say so of each operation: that is one difference, and not hundreds. */
function withSilence(contract: Contract, drifts: readonly Drift[]): readonly Drift[] {
  const isSilent = contract.securitySchemes.size === 0;
  const asked = drifts.filter(({ kind }) => isSilent && kind === "auth-undocumented");
  const [first, ...others] = asked;
  if (first === undefined || others.length === 0) return drifts;
  const told = { ...first, others: others.map(({ item, at }) => ({ item, at })) };
  return drifts.flatMap((drift) => (drift === first ? [told] : asked.includes(drift) ? [] : [drift]));
}

function comparePair(sides: Sides, promised: Operation, kept: Operation): readonly Drift[] {
  return [
    ...compareParameters(sides, promised, kept),
    ...compareBodies(sides, promised, kept),
    ...compareAnswers(sides, promised, kept),
    ...compareSecurity(sides.promised, promised, kept),
  ];
}

/** How a path calls its parameters is nobody's business but its own; headers that frameworks read themselves are no parameters. */
function compareParameters(sides: Sides, promised: Operation, kept: Operation): readonly Drift[] {
  const item = operationName(promised);
  const keys = new Set(
    [...sides.promised.securitySchemes.values()].map(({ parameter }) => parameter?.toLowerCase()),
  );
  const isOwn = ({ in: place, name }: Parameter): boolean =>
    place !== "path" &&
    !/^(?:accept|content-type|authorization)$/i.test(name) &&
    !keys.has(name.toLowerCase());
  const ownName = ({ in: place, name }: Parameter): string =>
    `${place} ${place === "header" ? name.toLowerCase() : name}`;
  const matched = matchNames(promised.parameters.filter(isOwn), kept.parameters.filter(isOwn), ownName);
  const parameter = (kind: Drift["kind"], one?: Parameter, other?: Parameter): Drift => ({
    kind,
    item,
    at: `${one?.in ?? other?.in} ${one?.name ?? other?.name}`,
    side: "request",
    promised: one === undefined ? "" : tellParameter(one),
    kept: other === undefined ? "" : tellParameter(other),
    document: one?.span ?? promised.span,
    source: other?.span ?? kept.span,
  });
  const paths = pathPairs(promised, kept);
  return [
    ...[...paths, ...matched.both].flatMap(([one, other]) => compareParameter(sides, item, one, other)),
    ...matched.renamed.map(([one, other]) => parameter("parameter-renamed", one, other)),
    ...(kept.unknown === undefined ? matched.missing : []).map((one) => parameter("parameter-missing", one)),
    ...matched.surplus.map((other) => parameter("parameter-undocumented", undefined, other)),
  ];
}

/** Parameters of the path by their order in it. */
function pathPairs(promised: Operation, kept: Operation): readonly (readonly [Parameter, Parameter])[] {
  const inOrder = ({ path, parameters }: Operation): readonly (Parameter | undefined)[] =>
    [...path.matchAll(/\{([^{}]*)\}/g)].map(([, name]) =>
      parameters.find((each) => each.in === "path" && each.name === name),
    );
  const others = inOrder(kept);
  const from = others.length - inOrder(promised).length;
  return inOrder(promised).flatMap((one, index) => {
    const other = others[index + from];
    return one === undefined || other === undefined ? [] : [[one, other] as const];
  });
}

function compareParameter(sides: Sides, item: string, one: Parameter, other: Parameter): readonly Drift[] {
  const at = `${one.in} ${one.name}`;
  const place = { item, side: "request", what: "parameter" } as const;
  // What nothing says of a parameter, nobody promised.
  const found = one.undescribed ? [] : compareSchemas(sides, place, at, one.schema, other.schema);
  const tell = (required: boolean): string => (required ? "required" : "may be absent");
  if (one.required === other.required) return found;
  const required: Drift = {
    ...{ kind: "parameter-differs", item, at, aspect: "required", side: "request" },
    ...{ promised: tell(one.required), kept: tell(other.required), document: one.span, source: other.span },
  };
  // Absent and null are one for a parameter that need not be there.
  return [required, ...found.filter(({ aspect }) => aspect !== "null")];
}

function tellParameter({ in: place, name, schema, required }: Parameter): string {
  return `${place} ${name}: ${tellType(schema)}${required ? ", required" : ""}`;
}

function compareBodies(sides: Sides, promised: Operation, kept: Operation): readonly Drift[] {
  const item = operationName(promised);
  const [one, other] = [promised.requestBody, kept.requestBody];
  if (one === undefined && other === undefined) return [];
  const body = (kind: Drift["kind"], told: string, said: string): Drift => ({
    ...{ kind, item, at: "body", side: "request", promised: told, kept: said },
    ...{ document: one?.span ?? promised.span, source: other?.span ?? kept.span },
  });
  if (one === undefined) return [body("body-undocumented", "", other?.content[0]?.type ?? "a body")];
  // Bytes are read from the request as it comes, which nothing in a signature tells.
  if (other === undefined)
    return kept.unknown === undefined && mediaOf(one.content) !== undefined
      ? [body("body-missing", one.content[0]?.type ?? "a body", "")]
      : [];
  const [left, right] = [mediaOf(one.content), mediaOf(other.content)];
  if (left?.schema === undefined || right?.schema === undefined || left.kind !== right.kind) return [];
  return compareSchemas(sides, { item, side: "request", what: "field" }, "body", left.schema, right.schema);
}

/** What is compared of what can travel: JSON, or else the first form. */
function mediaOf(
  content: Response["content"],
): { readonly kind: string; readonly schema?: SchemaNode } | undefined {
  const json = jsonMedia(content);
  const media =
    json ??
    content.find(({ type }) => /^(?:multipart\/form-data|application\/x-www-form-urlencoded)/.test(type));
  if (media === undefined) return undefined;
  return {
    kind: json === undefined ? "form" : "json",
    ...(media.schema !== undefined && { schema: media.schema }),
  };
}

function compareAnswers(sides: Sides, promised: Operation, kept: Operation): readonly Drift[] {
  const item = operationName(promised);
  const successes = ({ responses }: Operation): readonly Response[] =>
    responses.filter(({ status }) => /^[23]\d\d$/.test(status));
  const [left, right] = [successes(promised), successes(kept)];
  const named = new Set(promised.responses.map(({ status }) => status.toUpperCase()));
  const isNamed = (status: string): boolean =>
    named.has(status) || named.has(`${status.charAt(0)}XX`) || named.has("DEFAULT");
  const status = (
    at: string,
    one: string,
    other: string,
    document = promised.span,
    source = kept.span,
  ): Drift => ({
    ...{ kind: at === "" ? "status-differs" : "answer-undocumented", item, at, side: "answer" as const },
    ...{ promised: one, kept: other, document, source },
  });
  const told = (responses: readonly Response[]): string => responses.map((each) => each.status).join(", ");
  const isElse =
    kept.unknown === undefined &&
    left.length > 0 &&
    right.length > 0 &&
    !right.some((each) => isNamed(each.status));
  const surplus = kept.responses.filter(
    (each) => !isNamed(each.status) && (!isElse || !right.includes(each)),
  );
  return [
    ...(isElse ? [status("", told(left), told(right), left[0]?.span, right[0]?.span)] : []),
    // What the framework answers by itself to wrong input is documented by hardly anybody as what it is.
    ...surplus
      .filter((each) => each.status !== "422" && each.status !== "501")
      .map((each) =>
        status(
          each.status,
          "",
          each.description === "" ? each.status : `${each.status}: ${each.description}`,
          promised.span,
          each.span,
        ),
      ),
    // The framework's own answer to wrong input has whatever form a handler gives it.
    ...promised.responses
      .filter(({ status }) => status !== "422")
      .flatMap((one) => {
        const other = kept.responses.find((each) => each.status === one.status);
        const [media, given] = [mediaOf(one.content), other && mediaOf(other.content)];
        if (media?.schema === undefined || given?.schema === undefined || media.kind !== given.kind)
          return [];
        const isTrimmed = kept.trimsAnswers === true;
        const place = { item, side: "answer", what: "field", isTrimmed } as const;
        return compareSchemas(sides, place, one.status, media.schema, given.schema);
      }),
  ];
}

/** In a document that never names a scheme, a 401 where nothing else that is sent could be wrong says that credentials are asked for. */
function compareSecurity(contract: Contract, promised: Operation, kept: Operation): readonly Drift[] {
  if (promised.accessUnknown !== undefined) return [];
  const asks = ({ security }: Operation): boolean =>
    security.length > 0 && security.every((alternative) => alternative.size > 0);
  const tell = ({ security }: Operation): string =>
    security.map((alternative) => [...alternative.keys()].join(" and ")).join(", or ");
  const auth = (kind: Drift["kind"]): Drift => ({
    ...{ kind, item: operationName(promised), at: "auth", promised: tell(promised), kept: tell(kept) },
    ...{ document: promised.span, source: kept.span },
  });
  if (asks(promised) && kept.security.length === 0 && kept.unknown === undefined && !kept.decidesAccess)
    return [auth("auth-missing")];
  const isTold =
    contract.operations.every(({ security }) => security.length === 0) &&
    promised.responses.some(({ status }) => status === "401") &&
    !mayHoldCredential(contract, promised);
  return promised.security.length === 0 && asks(kept) && !kept.mayBeAnonymous && !isTold
    ? [auth("auth-undocumented")]
    : [];
}
