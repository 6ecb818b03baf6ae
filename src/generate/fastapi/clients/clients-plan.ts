import { assert } from "#base";
import type { ClientShown, RegisterClientBehaviour } from "#domain";
import { imported, type Py } from "#python";
import type { Blueprint, ModuleBlueprint, OperationBlueprint } from "../blueprint.ts";
import { classNameOf } from "../python-names.ts";

/** The registration of clients, where the application has one. */
export interface ClientsPlan {
  readonly operation: OperationBlueprint;
  readonly behaviour: RegisterClientBehaviour;
  readonly module: ModuleBlueprint;
}

export function clientsOf({ modules }: Pick<Blueprint, "modules">): ClientsPlan | undefined {
  for (const module of modules)
    for (const operation of module.operations) {
      const { behaviour } = operation.meaning;
      if (behaviour.kind === "register-client") return { operation, behaviour, module };
    }
  return undefined;
}

export function clientModel(blueprint: Blueprint, { module }: ClientsPlan): Py {
  const table = blueprint.tables.find(({ origin }) => origin.kind === "oauth-clients");
  assert(table, "clients have a table");
  return imported(`app.${module.name}.models`, table.className);
}

/** The class of what a registration sends. */
export function givenClass({ operation, module }: ClientsPlan): Py {
  return imported(`app.${module.name}.schemas`, givenName(operation));
}

export function givenName({ functionName }: OperationBlueprint): string {
  return classNameOf(`${functionName} body`);
}

/** The class of what it answers. */
export function shownName({ functionName }: OperationBlueprint): string {
  return classNameOf(`${functionName} answer`);
}

export function shows({ shown }: RegisterClientBehaviour, is: ClientShown): boolean {
  return shown.some((field) => field.is === is);
}

/** The name of the application, by which its tokens tell whose they are. */
export function issuerName({ domain }: Pick<Blueprint, "domain">): string {
  return domain.title.trim() === "" ? "api" : domain.title.trim();
}
