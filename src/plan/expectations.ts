import type {
  Behaviour,
  Filter,
  ListBehaviour,
  UpdateBehaviour,
  UpdateByBodyBehaviour,
  UpdateByQueryBehaviour,
} from "#domain";

/** What the test of an operation must see: its effect, read back through another operation or the database. */
export function expectedEffect(behaviour: Behaviour): string | undefined {
  // Each is only told of behaviours of its own kind.
  const tell = expected[behaviour.kind] as (behaviour: Behaviour) => string | undefined;
  return tell(behaviour);
}

type Kind = Behaviour["kind"];
type BehaviourOf<K extends Kind> = Extract<Behaviour, { readonly kind: K }>;

const expected: { readonly [K in Kind]: (behaviour: BehaviourOf<K>) => string | undefined } = {
  register: () => "the new account signs in, and a second one with the same key is refused",
  login: () => "the right password gives a credential that works, a wrong one is refused",
  "current-account": () => "each caller gets the own account, not another's",
  "update-current-account": () => "what was given is read back, the rest stays",
  "delete-current-account": () =>
    "its credential opens nothing any more and nobody signs in with it, other accounts stay",
  refresh: ({ rotates }) =>
    `a refresh token gives a credential that works, ${rotates ? "once; used again it ends the session" : "until the session ends"}`,
  logout: ({ everywhere }) =>
    `what was handed over for ${everywhere ? "any session of the caller is refused afterwards" : "the session is refused afterwards, other sessions go on"}`,
  "change-password": () =>
    "the new password signs in and the old one no longer, other sessions end, a wrong old one is refused",
  "forgot-password": () =>
    "a token that sets a new password goes to the address of the account, and to nobody else's; the answer is the same where there is none",
  "check-reset-token": () => "the token that was sent is taken and stays so; no other is",
  "reset-password": () =>
    "the new password signs in and the old one no longer, sessions end, and the token is taken once",
  "confirm-account": ({ field }) =>
    `the token that registering sends sets ${field} of its account and of no other, and is taken once`,
  "resend-confirmation": () =>
    "a fresh token goes to the address of the account, unless it is confirmed; the answer is the same to everybody",
  list: expectedRows,
  "list-lines": ({ entity, field }) =>
    `the ${field} of the ${entity} rows that were made come back, each with what it names`,
  read: ({ entity }) => `the ${entity} that was made comes back, and another key gives 404`,
  create: ({ entity, parent }) => `the new ${entity} is read back as it was given${below(parent?.entity)}`,
  "create-many": ({ entity }) => `every ${entity} of the list is read back, and none where one is refused`,
  update: expectedChange,
  "update-by-query": expectedChange,
  "update-by-body": (behaviour) =>
    `${expectedChange(behaviour)}; ${behaviour.absent === "create" ? "one that is not there is made" : "another key gives 404"}`,
  "read-singleton": ({ entity }) => `the ${entity} is shown as it was set, and with nothing in it before`,
  "update-singleton": ({ entity }) => `what was given of the ${entity} is read back, by everybody`,
  "read-matrix": ({ entity }) =>
    `each ${entity} that was written is shown at its place, the others are empty`,
  "read-cell": ({ entity }) =>
    `what was written to the ${entity} comes back, and nothing at other coordinates`,
  "write-cell": ({ entity, once }) =>
    `the ${entity} shows what was written, ${once === undefined ? "the last time it was" : "and a second time is refused"}`,
  "change-state": ({ entity, sets: [{ field, to }], from, aloneWithin }) =>
    to.kind === "inverse"
      ? `${field} of the ${entity} is the other of two each time that it is called`
      : `${field} of the ${entity} is changed, once however often it is called${from ? "; from other values it is refused" : ""}${aloneWithin ? "; no other row keeps it" : ""}`,
  delete: ({ entity }) => `the ${entity} is gone afterwards, the others stay`,
  "delete-many": ({ entity }) =>
    `the ${entity} rows that were named are gone afterwards, the others stay; one that is not there keeps all`,
  "delete-all": ({ entity, own, parent }) =>
    `no ${entity}${own ? " of the caller's" : ""}${below(parent?.entity)} is left${own || parent ? ", the others stay" : ""}`,
  "change-states": ({ entity, sets: [{ field }], from }) =>
    `${field} of the ${entity} rows that were named is changed${from ? "; where one has another value all are refused" : ""}, and of no other`,
  duplicate: ({ entity, below }) =>
    `there is another ${entity} like it${below.length === 0 ? "" : ", with rows below it like those of the first"}, and the first is as it was`,
  reorder: ({ entity, field }) =>
    `${field} of the ${entity} rows says the order in which they were named; an order that leaves one out changes none`,
  membership: ({ action, relation }) =>
    `the caller is ${action === "add" ? "in" : "out of"} "${relation}" afterwards, however often it is called`,
  "distinct-values": ({ entity, field }) =>
    `each value of ${entity}.${field} that a row has comes once, and no other`,
  "store-file": ({ entity, file }) =>
    `the ${file.replaceAll("_", " ")} of the ${entity} is kept as it was sent, and the next one in its place`,
  "read-file": ({ file }) =>
    `the ${file.replaceAll("_", " ")} comes back as it was sent; without one, and with another key, it is 404`,
  "count-by-value": ({ entity, field }) =>
    `as many are told of each value of ${entity}.${field} as there are rows with it`,
  report: ({ entity }) =>
    `the numbers are those of the ${entity} rows that were made, in the range and no others`,
  "qr-code": ({ entity, content }) =>
    `the picture, read as a scanner does, holds the ${content} of its ${entity}; another key gives 404`,
  health: ({ asksDatabase }) =>
    `it answers that all is well, ${asksDatabase ? "and 503 where the database does not answer" : "without the database too"}`,
  "describe-service": () => "it answers what the contract calls the service",
  "register-client": () =>
    "the new client gets tokens at the token endpoint that open what its scopes do, and no more; a wrong secret gets none",
  custom: () => undefined,
};

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
