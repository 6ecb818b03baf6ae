import type { Expression } from "#python";
import type { ApplicationFact, ApplicationPart } from "../application.ts";
import type { Reading } from "../front-end.ts";
import { argumentOf, keyword } from "../literals.ts";
import { spanOf } from "../places.ts";
import type { Frame, Instance, Value } from "../values.ts";
import type { Setup } from "./router.ts";
import { readRouters } from "./routers.ts";
import { readStatus } from "./statuses.ts";

/** The applications of a project, with their middleware, lifespan and handlers of errors: https://fastapi.tiangolo.com/reference/fastapi/ */
export function readApplications(reading: Reading): readonly ApplicationFact[] {
  return [...readRouters(reading).values()]
    .filter(({ isApp }) => isApp)
    .map((router): ApplicationFact => {
      const { call, frame } = router.instance;
      const span = spanOf(frame.module, call);
      return {
        id: `${span.file}:${span.line}`,
        framework: "fastapi",
        span,
        ...readWords(reading, router.instance),
        middleware: [
          ...listed(reading, frame, keyword(call, "middleware")),
          ...router.setups.flatMap((setup) => middlewareOf(reading, setup)),
        ],
        lifespan: [
          ...partOf(reading, frame, keyword(call, "lifespan")),
          ...router.setups.flatMap((setup) => eventOf(reading, setup)),
        ],
        errors: router.setups.flatMap((setup) => errorOf(reading, setup)),
      };
    });
}

function readWords(
  { evaluator }: Reading,
  { call, frame }: Instance,
): Pick<ApplicationFact, "title" | "version" | "description"> {
  const words = ["title", "version", "description"].flatMap((name) => {
    const value = evaluator.evaluate(frame, keyword(call, name));
    return value?.kind === "text" ? [[name, value.text]] : [];
  });
  return Object.fromEntries(words);
}

/** `middleware=[Middleware(CORSMiddleware, …)]` */
function listed(reading: Reading, frame: Frame, given: Expression | undefined): readonly ApplicationPart[] {
  const items = given?.kind === "list" || given?.kind === "tuple" ? given.items : [];
  return items.flatMap((item) =>
    item.kind === "call" ? partOf(reading, frame, argumentOf(item, "cls", 0)) : [],
  );
}

function partOf(
  { evaluator }: Reading,
  frame: Frame,
  given: Expression | undefined,
): readonly ApplicationPart[] {
  if (given === undefined) return [];
  return [{ id: idOf(evaluator.evaluate(frame, given)), span: spanOf(frame.module, given) }];
}

function idOf(value: Value | undefined): string {
  switch (value?.kind) {
    case "function":
      return `${value.module.path}:${value.node.name.id}`;
    case "class":
      return `${value.class.module.path}:${value.class.node.name.id}`;
    case "external":
      return value.path;
    case "instance":
      return typeof value.of === "string" ? value.of : `${value.of.module.path}:${value.of.node.name.id}`;
    default:
      return "?";
  }
}

/** What a call adds, or the function that it decorates. */
function added(
  reading: Reading,
  { call, frame, node, given, when }: Setup,
  name: string,
  place: number,
): readonly ApplicationPart[] {
  const span = spanOf(frame.module, call);
  const conditions = when.length === 0 ? {} : { when };
  if (node !== undefined) return [{ id: `${frame.module.path}:${node.name.id}`, span, ...conditions }];
  return partOf(reading, frame, given ?? argumentOf(call, name, place)).map(({ id }) => ({
    id,
    span,
    ...conditions,
  }));
}

function middlewareOf(reading: Reading, setup: Setup): readonly ApplicationPart[] {
  return setup.name === "add_middleware" || setup.name === "middleware"
    ? added(reading, setup, "middleware_class", 0)
    : [];
}

function eventOf(reading: Reading, setup: Setup): readonly ApplicationPart[] {
  return setup.name === "add_event_handler" || setup.name === "on_event"
    ? added(reading, setup, "func", 1)
    : [];
}

function errorOf(reading: Reading, setup: Setup): ApplicationFact["errors"] {
  if (setup.name !== "add_exception_handler" && setup.name !== "exception_handler") return [];
  const error = argumentOf(setup.call, "exc_class_or_status_code", 0);
  const told = readStatus(error)?.toString() ?? idOf(error && reading.evaluator.evaluate(setup.frame, error));
  return added(reading, setup, "handler", 1).map((part) => ({ ...part, error: told }));
}
