import { type Behaviour, type Entity, fieldOf, type OperationMeaning } from "#domain";
import type { OperationBlueprint } from "../blueprint.ts";

/** How accounts are added, and what they are. */
export interface Adding {
  readonly entity: Entity;
  readonly register: Registering;
}

interface Registering extends OperationBlueprint {
  readonly meaning: OperationMeaning & {
    readonly behaviour: Extract<Behaviour, { readonly kind: "register" }>;
  };
}

/** Whether tests add accounts as the command does, since no operation makes them. */
export function isAdded({ register }: Adding): boolean {
  return register.contract.responses.length === 0 && register.meaning.path === "";
}

/** Whether who adds an account is told its key, which rows show. */
export function knowsKey(account: Adding): boolean {
  return (
    isAdded(account) && fieldOf(account.entity, account.entity.identity.field)?.meaning.kind === "identity"
  );
}

/** The form in which registering shows the account, and the property that holds it where that is not the whole. */
export function answeredForm({
  meaning: { behaviour },
}: Registering): { readonly representation: string; readonly within?: string } | undefined {
  const { token, representation } = behaviour.answer;
  for (const { name: within, is } of token?.fields ?? [])
    if (is.kind === "account") return { representation: is.representation, within };
  return representation === undefined ? undefined : { representation };
}

/** The name under which registering answers the key of the account, where that is not the key's own. */
export function answeredKey({ entity, register }: Adding): string | undefined {
  const form = entity.representations.find(
    ({ name: each }) => each === answeredForm(register)?.representation,
  );
  return entity.fields.find(
    ({ name: long, meaning }) =>
      meaning.kind === "own-key" &&
      meaning.of === entity.identity.field &&
      form?.fields.some(({ field }) => field === long),
  )?.name;
}

/** The fields of an account that whoever adds it gives or is told. */
export function toldFields(account: Adding): ReadonlySet<string> {
  const { entity, register } = account;
  const form = answeredForm(register);
  const shown = entity.representations.find(({ name }) => name === form?.representation);
  const told = [...register.meaning.behaviour.body.fields, ...(shown?.fields ?? [])];
  const key = knowsKey(account) || answeredKey(account) !== undefined ? [entity.identity.field] : [];
  return new Set([...told.map(({ field }) => field), ...key]);
}

/** Whether whoever adds an account knows the key that selects it. */
export function isKeyTold(account: Adding): boolean {
  return toldFields(account).has(account.entity.identity.field);
}
