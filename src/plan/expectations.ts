import { unreachable } from "#base";
import type {
  Behaviour,
  DescribeServiceBehaviour,
  Filter,
  HealthBehaviour,
  ListBehaviour,
  ReadCellBehaviour,
  ReadMatrixBehaviour,
  RegisterClientBehaviour,
  UpdateBehaviour,
  UpdateByBodyBehaviour,
  UpdateByQueryBehaviour,
  WriteCellBehaviour,
} from "#domain";

/** What the test of an operation must see: its effect, read back through another operation or the database. */
export function expectedEffect(behaviour: Behaviour): string | undefined {
  if (isOfSystem(behaviour)) return expectedOfSystem(behaviour);
  switch (behaviour.kind) {
    case "register":
      return "the new account signs in, and a second one with the same key is refused";
    case "login":
      return "the right password gives a credential that works, a wrong one is refused";
    case "current-account":
      return "each caller gets the own account, not another's";
    case "update-current-account":
      return "what was given is read back, the rest stays";
    case "refresh":
      return `a refresh token gives a credential that works, ${behaviour.rotates ? "once; used again it ends the session" : "until the session ends"}`;
    case "logout":
      return `what was handed over for ${behaviour.everywhere ? "any session of the caller is refused afterwards" : "the session is refused afterwards, other sessions go on"}`;
    case "change-password":
      return "the new password signs in and the old one no longer, other sessions end, a wrong old one is refused";
    case "list":
      return expectedRows(behaviour);
    case "read":
      return `the ${behaviour.entity} that was made comes back, and another key gives 404`;
    case "create":
      return `the new ${behaviour.entity} is read back as it was given${below(behaviour.parent?.entity)}`;
    case "create-many":
      return `every ${behaviour.entity} of the list is read back, and none where one is refused`;
    case "update":
    case "update-by-query":
      return expectedChange(behaviour);
    case "update-by-body":
      return `${expectedChange(behaviour)}; ${behaviour.absent === "create" ? "one that is not there is made" : "another key gives 404"}`;
    case "read-singleton":
      return `the ${behaviour.entity} is shown as it was set, and with nothing in it before`;
    case "update-singleton":
      return `what was given of the ${behaviour.entity} is read back, by everybody`;
    case "read-matrix":
    case "read-cell":
    case "write-cell":
      return expectedCells(behaviour);
    case "change-state":
      return `${behaviour.sets[0].field} of the ${behaviour.entity} is changed, once however often it is called${behaviour.from ? "; from other values it is refused" : ""}`;
    case "delete":
      return `the ${behaviour.entity} is gone afterwards, the others stay`;
    case "membership":
      return `the caller is ${behaviour.action === "add" ? "in" : "out of"} "${behaviour.relation}" afterwards, however often it is called`;
    default:
      return expectedAnswer(behaviour);
  }
}

type Told = Extract<
  Behaviour,
  {
    readonly kind:
      | "list-lines"
      | "distinct-values"
      | "store-file"
      | "read-file"
      | "count-by-value"
      | "report"
      | "qr-code"
      | "custom";
  }
>;

/** The same of what is answered that is no row, or no row by itself. */
function expectedAnswer(behaviour: Told): string | undefined {
  switch (behaviour.kind) {
    case "list-lines":
      return `the ${behaviour.field} of the ${behaviour.entity} rows that were made come back, each with what it names`;
    case "distinct-values":
      return `each value of ${behaviour.entity}.${behaviour.field} that a row has comes once, and no other`;
    case "store-file":
      return `the ${behaviour.file.replaceAll("_", " ")} of the ${behaviour.entity} is kept as it was sent, and the next one in its place`;
    case "read-file":
      return `the ${behaviour.file.replaceAll("_", " ")} comes back as it was sent; without one, and with another key, it is 404`;
    case "count-by-value":
      return `as many are told of each value of ${behaviour.entity}.${behaviour.field} as there are rows with it`;
    case "report":
      return `the numbers are those of the ${behaviour.entity} rows that were made, in the range and no others`;
    case "qr-code":
      return `the picture, read as a scanner does, holds the ${behaviour.content} of its ${behaviour.entity}; another key gives 404`;
    case "custom":
      return undefined;
    default:
      return unreachable(behaviour);
  }
}

type OfSystem = HealthBehaviour | DescribeServiceBehaviour | RegisterClientBehaviour;

/** What is about no rows: the service itself, and who calls it. */
function isOfSystem(behaviour: Behaviour): behaviour is OfSystem {
  return ["health", "describe-service", "register-client"].includes(behaviour.kind);
}

function expectedOfSystem(behaviour: OfSystem): string {
  if (behaviour.kind === "register-client") return clientEffect;
  if (behaviour.kind === "describe-service") return "it answers what the contract calls the service";
  return `it answers that all is well, ${behaviour.asksDatabase ? "and 503 where the database does not answer" : "without the database too"}`;
}

function expectedCells(behaviour: ReadMatrixBehaviour | ReadCellBehaviour | WriteCellBehaviour): string {
  const { kind, entity } = behaviour;
  if (kind === "read-matrix")
    return `each ${entity} that was written is shown at its place, the others are empty`;
  if (kind === "read-cell")
    return `what was written to the ${entity} comes back, and nothing at other coordinates`;
  const again = behaviour.once === undefined ? "the last time it was" : "and a second time is refused";
  return `the ${entity} shows what was written, ${again}`;
}

const clientEffect =
  "the new client gets tokens at the token endpoint that open what its scopes do, and no more; a wrong secret gets none";

function below(parent: string | undefined): string {
  return parent === undefined ? "" : `, below its ${parent} only`;
}

function expectedRows({ entity, parent, filters, pagination, following }: ListBehaviour): string {
  const kept = following === undefined ? below(parent?.entity) : `, of "${following}" only`;
  const parts = [
    `the ${entity} rows that were made come back in order${kept}`,
    ...(filters.length === 0 ? [] : [`by ${filters.map(({ parameter }: Filter) => parameter).join(", ")}`]),
    ...(pagination ? ["page by page"] : []),
  ];
  return parts.join("; ");
}

function expectedChange({
  entity,
  mode,
}: UpdateBehaviour | UpdateByBodyBehaviour | UpdateByQueryBehaviour): string {
  return mode === "patch"
    ? `what was given of the ${entity} is read back, the rest stays`
    : `the whole ${entity} is read back as it was given`;
}
