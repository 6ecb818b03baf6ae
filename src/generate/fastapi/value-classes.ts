import { openNameBook } from "#base";
import {
  type Behaviour,
  type Domain,
  type Entity,
  fieldOf,
  objectsIn,
  type Representation,
  type ValueObject,
} from "#domain";
import { classNameOf } from "./python-names.ts";

/** What of a module speaks of values. */
interface Speaker {
  readonly name: string;
  readonly operations: readonly SpeakingOperation[];
  readonly loaders: readonly SpeakingOperation[];
  readonly representations: readonly {
    readonly entity: Entity;
    readonly representation: Representation;
    readonly className: string;
  }[];
}

interface SpeakingOperation {
  readonly meaning: { readonly behaviour: Behaviour };
  readonly requestClass?: string;
  readonly bodyClass?: string;
  readonly responseClass?: string;
  readonly queryClass?: string;
}

/** An object that belongs to rows, with its classes: what bodies bring of it, and what answers show. */
export interface ValueBlueprint {
  readonly value: ValueObject;
  readonly inputClass: string;
  readonly outputClass: string;
  readonly isGiven: boolean;
  readonly isShown: boolean;
  /** The one module that speaks of it; absent where several do. */
  readonly module?: string;
}

/** Objects that some body or answer speaks of, those inside others first. `models`: classes of tables, which services see as well. */
export function drawValues(
  domain: Domain,
  modules: readonly Speaker[],
  models: readonly string[],
): readonly ValueBlueprint[] {
  const uses = modules.map((module) => ({
    module: module.name,
    given: within(domain, givenIn(domain, module)),
    shown: within(domain, shownIn(module)),
  }));
  const names = openNameBook([...takenNames(modules), ...models]);
  return innerFirst(domain).flatMap((value): readonly ValueBlueprint[] => {
    const users = uses.filter(({ given, shown }) => given.has(value.name) || shown.has(value.name));
    const [only] = users;
    if (!only) return [];
    const wanted = classNameOf(value.name);
    const own = value.givenSchema?.name;
    const outputClass = names.take(wanted, `${wanted}Value`);
    const input = own === undefined ? wanted : classNameOf(own);
    return [
      {
        value,
        inputClass: input === wanted ? names.take(`${wanted}Body`) : names.take(input, `${wanted}Body`),
        outputClass,
        isGiven: users.some(({ given }) => given.has(value.name)),
        isShown: users.some(({ shown }) => shown.has(value.name)),
        ...(users.length === 1 && { module: only.module }),
      },
    ];
  });
}

/** Classes of the modules' own bodies and answers. */
function takenNames(modules: readonly Speaker[]): readonly string[] {
  const names = modules.flatMap(({ operations, loaders, representations }) => [
    ...[...operations, ...loaders].flatMap(({ requestClass, bodyClass, responseClass, queryClass }) => [
      requestClass,
      bodyClass,
      responseClass,
      queryClass,
    ]),
    ...representations.map(({ className }) => className),
  ]);
  return names.filter((name) => name !== undefined);
}

function givenIn(domain: Domain, { operations, loaders }: Speaker): readonly string[] {
  return [...operations, ...loaders].flatMap(({ meaning: { behaviour } }) => {
    if (!("body" in behaviour)) return [];
    const entity = domain.entities.find(({ name }) => name === behaviour.entity);
    return behaviour.body.fields.flatMap(({ field }) => namesIn(entity, field));
  });
}

function shownIn({ representations }: Speaker): readonly string[] {
  return representations.flatMap(({ entity, representation }) =>
    representation.fields.flatMap(({ field }) => namesIn(entity, field)),
  );
}

function namesIn(entity: Entity | undefined, fieldName: string): readonly string[] {
  const field = entity && fieldOf(entity, fieldName);
  if (!field) return [];
  return objectsIn(field.meaning.kind === "also" ? field.meaning.meaning : field.meaning);
}

/** These objects, and those inside them. */
function within(domain: Domain, names: readonly string[]): ReadonlySet<string> {
  const found = new Set(names);
  // A set tells also what is added while it is walked.
  for (const name of found) for (const inner of insideOf(domain, name)) found.add(inner);
  return found;
}

function insideOf(domain: Domain, name: string): readonly string[] {
  const value = domain.values.find((candidate) => candidate.name === name);
  return value?.fields.flatMap(({ meaning }) => objectsIn(meaning)) ?? [];
}

function innerFirst(domain: Domain): readonly ValueObject[] {
  const sorted: ValueObject[] = [];
  const place = (value: ValueObject, path: readonly ValueObject[]): void => {
    if (sorted.includes(value) || path.includes(value)) return;
    for (const inner of insideOf(domain, value.name)) {
      const found = domain.values.find(({ name }) => name === inner);
      if (found) place(found, [...path, value]);
    }
    sorted.push(value);
  };
  for (const value of domain.values) place(value, []);
  return sorted;
}
