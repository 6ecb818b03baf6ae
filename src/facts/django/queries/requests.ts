import type { ProjectClass } from "../../classes.ts";
import { broughtIn, sentWith, tellBrought } from "../../flow/brought.ts";
import { type Arguments, type Frame, placeOf } from "../../flow/flow.ts";
import type { Brought, FlowValue, ObjectValue, Place, Rows } from "../../flow/values.ts";

/** A request, as views are handed it. */
export const request: FlowValue = { kind: "object", of: "django.http.HttpRequest", attributes: new Map() };

const requests =
  /^(?:django\.(?:http|core\.handlers)\.(?:\w+\.)*(?:Http|WSGI|ASGI)Request|rest_framework\.request\.Request)$/;

/** What was sent with a request: https://docs.djangoproject.com/en/6.0/ref/request-response/ */
export function requestAttribute(
  _frame: Frame,
  { of }: ObjectValue,
  name: string,
  place: Place,
): FlowValue | undefined {
  const bases = typeof of === "string" ? [of] : of.lineage;
  const isRequest = bases.some((base) => typeof base === "string" && requests.test(base));
  return isRequest ? sentWith(name, place) : undefined;
}

const writing = /^a?(?:create|update|get_or_create|update_or_create)$/;
const finding = /^a?(?:filter|exclude|get)$/;

/** Notes that rows are written, or found by names of its own choice, with what a request brought. */
export function noteWritten(frame: Frame, { model }: Rows, name: string, given: Arguments): void {
  const place = placeOf(frame, given.call);
  if (finding.test(name)) tellBrought(frame, { how: "find", model }, given.brought, place);
  if (!writing.test(name)) return;
  const how = name.endsWith("update") ? "change" : "make";
  tellBrought(frame, { how, model }, given.brought, place);
  const defaults = given.named.get("defaults");
  tellFields(frame, { how, model }, defaults?.kind === "mapping" ? defaults.entries : given.named, place);
}

/** Notes that a row is made of what a request brought. */
export function noteMade(frame: Frame, read: ProjectClass, given: Arguments): void {
  const model = frame.flow.models.ofClass(read)?.id;
  if (model === undefined) return;
  const place = placeOf(frame, given.call);
  tellBrought(frame, { how: "make", model }, given.brought, place);
  tellFields(frame, { how: "make", model }, given.named, place);
}

function tellFields(
  frame: Frame,
  use: { readonly how: "make" | "change"; readonly model: string },
  fields: ReadonlyMap<string, FlowValue | undefined>,
  place: Place,
): void {
  for (const [field, value] of fields) {
    const brought: Brought | undefined = broughtIn(value);
    if (brought !== undefined) tellBrought(frame, { ...use, field }, brought, place);
  }
}
