import { type BroughtUsed, type FieldFact, isAside, type Place, placeIn } from "#facts";
import type { Expression, FunctionDefinition } from "#python";
import { flowEvents, modelIndex } from "../flow-events.ts";
import { nodesAround } from "../nodes-around.ts";
import { callsWithin, nodesWithin } from "../nodes-within.ts";
import type { Hit, Rule, RuleInput } from "../rule.ts";
import { nameOf, rowName, tellCalls } from "../tell-event.ts";

/** What a request brought is written to a row, or finds rows, without a serializer or a form that has looked at it. */
export const requestDataUnvalidated: Rule = {
  severity: "error",
  on: true,
  fix: "none",
  find: (input) => {
    const found = new Map<string, BroughtUsed[]>();
    for (const event of flowEvents(input)) {
      if (event.kind !== "brought" || isAside(event.place.module.path)) continue;
      if (event.field !== undefined && !isOpenField(input, event)) continue;
      const key = keyOf(event);
      found.set(key, [...(found.get(key) ?? []), event]);
    }
    return [...found.values()].map((events) => tell(input, events));
  },
};

/** Fields that one function writes to rows of one model are one defect. */
function keyOf({ field, model, place, value }: BroughtUsed): string {
  const within = functionAround(field === undefined ? place : value.place);
  return `${place.module.path} ${field === undefined ? place.start : `${model} ${within?.start}`}`;
}

function tell(input: RuleInput, events: readonly BroughtUsed[]): Hit {
  const [first] = events as [BroughtUsed];
  const { place, value, how, model, field } = first;
  const rows = rowName(model);
  const name = nameOf(model);
  const path = [
    ...tellCalls(first, input.facts.routes),
    { message: `${value.shown} is what the request brings`, span: placeIn(value.place.module, value.place) },
  ];
  const span = placeIn(place.module, place);
  if (field !== undefined) {
    const names = [...new Set(events.flatMap((event) => event.field ?? []))];
    const told = names.slice(0, 3).join(", ") + (names.length > 3 ? ` and ${names.length - 3} more` : "");
    return {
      span,
      severity: "warning",
      message: `${told} of ${name} ${names.length === 1 ? "is" : "are"} written as the request has ${names.length === 1 ? "it" : "them"}: what is too long or no such value is answered with 500 by the database, or kept`,
      mend: `take ${names.length === 1 ? "it" : "them"} from the validated data of a serializer or a form of ${name}`,
      path,
    };
  }
  if (how === "find")
    return {
      span,
      message: `${value.shown} chooses by which columns ${rows} rows are found: whoever asks can try out what no answer shows, through relations too`,
      mend: `name the columns that may be asked for, in a filter set or a serializer`,
      path,
    };
  return {
    span,
    message: `${value.shown} chooses which columns of ${name} are written: whoever asks can set those that are not theirs to set`,
    mend: `write the validated data of a serializer or a form of ${name}, which names its fields`,
    path,
  };
}

/** What needs no looking at, or where anything may stand. */
const free = /^(?:TextField|JSONField|BooleanField|NullBooleanField|FileField|ImageField)$/;

function isOpenField(input: RuleInput, { model, field, value, how, place }: BroughtUsed): boolean {
  const own = modelIndex(input)
    .get(model)
    ?.fields.find(({ name }) => name === field || `${name}_id` === field);
  if (own === undefined || free.test(own.type) || (own.relation !== undefined && own.name === field))
    return false;
  if (modelIndex(input).frameworkOf(model) === "sqlalchemy" && isEndless(input, own)) return false;
  const around = functionAround(value.place);
  const writer = functionAround(place);
  if (around === undefined || writer === undefined || looksAt(around, value.key)) return false;
  const called = [...callsWithin(writer.body), ...callsWithin(around.body)].map(({ callee }) =>
    callee.kind === "attribute" ? callee.name : callee.kind === "name" ? callee.id : "",
  );
  if (called.some((name) => looking.test(name))) return false;
  return called.some((name) => (how === "make" ? making : saving).test(name));
}

/** `full_clean`, `is_valid`, `validated_save` */
const looking = /(?:^|_)(?:full_clean|clean_fields|(?:is_)?valid(?:ate|ated)?)(?:_|$)/;
const saving = /^a?(?:save|bulk_update)$/;
/** What keeps a row that was made: a row that nothing keeps is only looked at. */
const making =
  /(?:^|_)(?:save|create|insert|put)(?:_|$)|^a?(?:bulk_create|get_or_create|update_or_create)$|^(?:add|add_all|merge|append|extend)$/;

/** Whether a column takes texts of any length. */
function isEndless({ project }: RuleInput, { type, span }: FieldFact): boolean {
  const text = project.modules.get(span.file)?.syntax.text.slice(span.offset, span.end) ?? "";
  return (
    /^(?:str|String|Unicode|UnicodeText|Text|CITEXT|VARCHAR)$/.test(type) &&
    !/\(\s*(?:length\s*=\s*)?\d/.test(text)
  );
}

function functionAround({ module, start, end }: Place): FunctionDefinition | undefined {
  return nodesAround(module.syntax.body, { start, end }).findLast(
    (node): node is FunctionDefinition => node.kind === "function",
  );
}

/** Whether some test of a function names what is taken from the request. */
function looksAt({ body }: FunctionDefinition, key: string | undefined): boolean {
  if (key === undefined) return false;
  return nodesWithin(body).some(
    (node) =>
      (node.kind === "if" ||
        node.kind === "while" ||
        node.kind === "assert" ||
        node.kind === "conditional") &&
      "test" in node &&
      nodesWithin(node.test as Expression).some(
        (each) => each.kind === "string" && "value" in each && each.value === key,
      ),
  );
}
