import { commaList, identifierText, imported, name, type Py, py } from "#python";
import type { OperationBlueprint } from "../blueprint.ts";
import { cellParts } from "../cells.ts";
import { wholeOf } from "../response-names.ts";
import { api, request } from "./calls.ts";
import { entityIn, helperName, type Kit, needsAccount, type OperationOf } from "./kit.ts";

type OfMatrix = OperationOf<"read-matrix"> | OperationOf<"read-cell"> | OperationOf<"write-cell">;

export function isOfMatrix(operation: OperationBlueprint): operation is OfMatrix {
  return ["read-matrix", "read-cell", "write-cell"].includes(operation.meaning.behaviour.kind);
}

/** A call on a matrix that asserts its success and gives what it answers. */
export function matrixCall(kit: Kit, operation: OfMatrix): Py {
  const { behaviour } = operation.meaning;
  const account = kit.account && needsAccount(operation) ? py`account: ${api("Account")}` : undefined;
  const coordinates = coordinateNames(operation);
  const value = valueName(kit, operation);
  const isWriting = behaviour.kind === "write-cell";
  const sent = request(operation, {
    rows: { coordinates },
    ...(isWriting && { body: value }),
    ...(account && { headers: py`account.headers` }),
  });
  const parameters = [
    py`client: ${imported("httpx", "AsyncClient")}`,
    account,
    ...coordinates.map((coordinate) => py`${coordinate}: object`),
    isWriting && py`${value}: object`,
  ];
  const { type, answer } = answerOf(operation);
  return py`
    async def ${name(helperName(operation))}(${commaList(parameters)}) -> ${type}:
        response = ${sent}
        assert response.status_code == ${behaviour.answer.status}
        ${answer}`;
}

function answerOf({ meaning: { behaviour } }: OfMatrix): { readonly type: Py; readonly answer: Py } {
  const whole = wholeOf(behaviour);
  const typed = (type: Py) => ({
    type,
    answer: py`
      shown: ${type} = response.json()
      return shown`,
  });
  if (whole) return typed(whole.parts.length > 0 ? api("Json") : py`list[${imported("typing", "Any")}]`);
  if (behaviour.kind === "write-cell" && behaviour.shows.kind === "nothing")
    return { type: py`None`, answer: py`assert not response.content` };
  return typed(py`object`);
}

const taken: ReadonlySet<string> = new Set(["client", "account", "response", "shown", "wrong"]);

/** The coordinates as variables, in the order of the path. */
export function coordinateNames({ meaning: { behaviour } }: OfMatrix): readonly Py[] {
  const coordinates = "coordinates" in behaviour ? behaviour.coordinates : [];
  return coordinates.map((coordinate) => name(free(coordinate)));
}

/** What is written, as a variable. */
export function valueName(kit: Kit, { meaning: { behaviour } }: OfMatrix): Py {
  return name(free(cellParts(entityIn(kit, behaviour.entity)).cells.value));
}

function free(text: string): string {
  const wanted = identifierText(text, { avoidBuiltins: true });
  return taken.has(wanted) ? `${wanted}_` : wanted;
}
