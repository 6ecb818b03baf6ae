import type { Expression } from "#python";
import { defineExpression } from "../definitions.ts";
import type { Reading } from "../front-end.ts";
import { keyword, textOf } from "../literals.ts";
import type { OperationFact, ResponseFact } from "../operation.ts";
import { spanOf } from "../places.ts";
import type { TypeFact } from "../type.ts";
import { readType } from "../types.ts";
import type { Frame } from "../values.ts";
import { frameworkName, isResponse } from "./names.ts";
import type { DeclaredRoute, Level } from "./router.ts";
import { readStatus } from "./statuses.ts";

/** What an operation answers, and where its source says so. */
export interface Answer {
  readonly said: OperationFact["answer"];
  readonly type?: TypeFact;
}

/** `response_model=…` counts before what the function says that it returns: https://fastapi.tiangolo.com/tutorial/response-model/ */
export function readAnswer(reading: Reading, { decorator, module, handler, frame }: DeclaredRoute): Answer {
  const scopes = frame.called === undefined ? [] : [frame.called.scope];
  const declared = keyword(decorator, "response_model");
  if (declared?.kind === "constant") return { said: "raw" };
  if (declared !== undefined)
    return { said: "declared", type: readType(reading, { module, scopes }, declared) };
  const made = keyword(decorator, "response_class");
  const returns = handler.node?.returns;
  if (returns === undefined) return { said: made === undefined ? "unsaid" : "raw" };
  const type = readType(reading, { module: handler.module, scopes }, returns);
  return isRaw(reading, type) ? { said: "raw" } : { said: "annotated", type };
}

/** Whether a type is an answer that the framework sends as it is. */
function isRaw(reading: Reading, type: TypeFact): boolean {
  if (type.kind === "external") return isResponse(type.path);
  if (type.kind === "optional") return isRaw(reading, type.of);
  if (type.kind === "union") return type.of.every((each) => isRaw(reading, each));
  if (type.kind !== "reference") return false;
  const at = type.id.lastIndexOf(":");
  const module = reading.project.modules.get(type.id.slice(0, at));
  const binding = module?.scope.names.get(type.id.slice(at + 1));
  if (module === undefined || binding?.kind !== "class") return false;
  const { lineage } = reading.classes.read({ kind: "class", module, node: binding.node });
  return lineage.some((base) => typeof base === "string" && isResponse(base));
}

/** What travels where the class of the answer says it: https://fastapi.tiangolo.com/advanced/custom-response/ */
const medias: ReadonlyMap<string, string> = new Map([
  ["HTMLResponse", "text/html"],
  ["PlainTextResponse", "text/plain"],
  ["RedirectResponse", ""],
  ["FileResponse", ""],
  ["StreamingResponse", ""],
  ["Response", ""],
]);

const text: TypeFact = { kind: "scalar", name: "text" };

function readMedia(reading: Reading, { decorator, module }: DeclaredRoute): Pick<ResponseFact, "media"> {
  const said = keyword(decorator, "response_class");
  const meant = said && defineExpression(reading.project, module, said);
  const name = meant?.kind === "external" ? frameworkName(meant.path) : undefined;
  const media = name === undefined ? undefined : medias.get(name);
  return media === undefined ? {} : { media };
}

/** What an operation answers when it ends well, and what is declared beside that on any level. */
export function readResponses(
  reading: Reading,
  route: DeclaredRoute,
  levels: readonly Level[],
  { type }: Answer,
): readonly ResponseFact[] {
  const { decorator, module } = route;
  const said = keyword(decorator, "status_code");
  const status = said === undefined ? 200 : readStatus(said);
  const span = spanOf(module, decorator);
  const media = readMedia(reading, route);
  // What travels as text is published as one, whatever the function says.
  const sent: TypeFact | undefined = media.media?.startsWith("text/") ? text : type;
  const answered: readonly ResponseFact[] =
    status === undefined
      ? []
      : [{ status, ...(sent === undefined ? {} : { type: sent }), by: "answered", ...media, span }];
  const declared = [...levels, { call: decorator, frame: route.frame }].flatMap(({ call, frame }) =>
    readDeclared(reading, frame, keyword(call, "responses")),
  );
  return [...answered, ...new Map(declared.map((each) => [each.status, each])).values()].filter(
    (each, index, all) => index === 0 || each.status !== all[0]?.status || all[0].by !== "answered",
  );
}

/** `responses={404: {"model": Problem}}`: https://fastapi.tiangolo.com/advanced/additional-responses/ */
function readDeclared(
  reading: Reading,
  frame: Frame,
  given: Expression | undefined,
  depth = 0,
): readonly ResponseFact[] {
  const { module } = frame;
  const meant = given?.kind === "name" ? defineExpression(reading.project, module, given) : undefined;
  const value = meant?.kind === "value" ? meant.binding.value : given;
  const at = meant?.kind === "value" ? meant.module : module;
  const here = reading.evaluator.moduleFrame(at);
  // `COMMON | {410: …}` joins two, of which one may be made as it runs.
  if (value?.kind === "binary" && value.operator === "|" && depth <= 5)
    return [value.left, value.right].flatMap((side) => readDeclared(reading, here, side, depth + 1));
  if (value?.kind !== "dictionary") return [];
  return value.entries.flatMap(({ key, value: entry }): readonly ResponseFact[] => {
    // `**COMMON` spreads others.
    if (key === undefined) return depth > 5 ? [] : readDeclared(reading, here, entry, depth + 1);
    const status = readStatus(key);
    if (status === undefined) return [];
    const part = (wanted: string): Expression | undefined =>
      entry.kind === "dictionary"
        ? entry.entries.find(({ key: name }) => textOf(name) === wanted)?.value
        : undefined;
    const model = part("model");
    const type = model && readType(reading, { module: at }, model);
    const description = textOf(part("description"));
    const said = part("content");
    const [media] = said?.kind === "dictionary" ? said.entries.map(({ key: name }) => textOf(name)) : [];
    return [
      {
        status,
        ...(type === undefined ? {} : { type }),
        by: "declared",
        // Without a model or content, nothing travels that is known.
        ...(type !== undefined || entry.kind !== "dictionary" ? {} : { media: media ?? "" }),
        ...(description === undefined ? {} : { description }),
        span: spanOf(at, key),
      },
    ];
  });
}
