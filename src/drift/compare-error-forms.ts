import {
  type Contract,
  flattenSchema,
  jsonMedia,
  operationName,
  type Response,
  type Schema,
  type SchemaNode,
} from "#contract";
import { compareSchemas } from "./compare-schemas.ts";
import type { Drift } from "./drift.ts";
import { groupDrifts } from "./group-drifts.ts";
import type { Matched } from "./match-operations.ts";

/** The forms in which the source answers errors. */
export interface ErrorForms {
  /** Of errors of its own classes, where that is one form. */
  readonly own?: SchemaNode;
  /** Of what is raised with a status. */
  readonly framework?: SchemaNode;
  /** The contract of the source, whose schemas the forms name. */
  readonly kept: Contract;
  /** Statuses that an operation is seen to raise, by its name. */
  readonly raised: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Where what callers are answered to errors has another form than documents say. What the framework answers to wrong input is its own. */
export function compareErrorForms(ours: readonly Matched[], forms: ErrorForms): readonly Drift[] {
  const drifts = ours.flatMap(({ contract, pairs }) =>
    pairs.flatMap(({ promised, kept }) => {
      const raised = forms.raised.get(operationName(kept));
      return promised.responses.filter(isRefusal).flatMap((response): readonly Drift[] => {
        const form = raised?.has(response.status) ? forms.framework : forms.own;
        const schema = jsonMedia(response.content)?.schema;
        if (form === undefined || schema === undefined) return [];
        const place = { item: operationName(promised), side: "answer", what: "field" } as const;
        const sides = { promised: contract, kept: forms.kept };
        const found = compareSchemas(sides, place, response.status, schema, form);
        return withoutOptional(found, flattenSchema(contract, schema), response.status).map(
          ({ kind, ...drift }): Drift => ({ ...drift, kind: "error-form-differs", within: kind }),
        );
      });
    }),
  );
  return groupDrifts(drifts);
}

/** A field that only some errors have is missing of none, unless another stands in its place. */
function withoutOptional(found: readonly Drift[], { properties }: Schema, at: string): readonly Drift[] {
  if (found.some(({ kind }) => kind === "field-undocumented" || kind === "field-renamed")) return found;
  const needed = new Set(properties.flatMap(({ name, required }) => (required ? [`${at}.${name}`] : [])));
  return found.filter((drift) => drift.kind !== "field-missing" || needed.has(drift.at));
}

function isRefusal({ status }: Response): boolean {
  return /^4\d\d$/.test(status) && status !== "422";
}
