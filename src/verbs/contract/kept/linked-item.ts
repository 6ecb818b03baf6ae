import { type Entry, type ItemKind, linkItem, type RegistryItem } from "#contract";

/** Gives what is kept of an item; undefined where that is broken. */
export type OpenEntries = (row: number) => readonly Entry[] | undefined;

/**
 * One of very many items, of which all but its names is read when somebody asks for it: a look-up compares the names of all, and
 * answers with few.
 */
export class LinkedItem implements RegistryItem {
  readonly kind: ItemKind;
  readonly name: string;
  readonly id: string;
  readonly fullPath: string | undefined;
  readonly #row: number;
  readonly #open: OpenEntries;
  #linked: RegistryItem | undefined;

  constructor(
    names: Pick<RegistryItem, "kind" | "name" | "id" | "fullPath">,
    row: number,
    open: OpenEntries,
  ) {
    this.kind = names.kind;
    this.name = names.name;
    this.id = names.id;
    this.fullPath = names.fullPath;
    this.#row = row;
    this.#open = open;
  }

  get said(): readonly Entry[] {
    return this.#link().said;
  }

  get contradicted(): readonly Entry[] {
    return this.#link().contradicted;
  }

  get key(): string {
    return this.#link().key;
  }

  get service(): string {
    return this.#link().service;
  }

  get version(): string {
    return this.#link().version;
  }

  get summary(): string {
    return this.#link().summary;
  }

  get deprecated(): boolean {
    return this.#link().deprecated;
  }

  get digest(): string {
    return this.#link().digest;
  }

  get producers(): readonly string[] {
    return this.#link().producers;
  }

  get consumers(): readonly string[] {
    return this.#link().consumers;
  }

  #link(): RegistryItem {
    this.#linked ??= this.#read();
    return this.#linked;
  }

  #read(): RegistryItem {
    const { kind, name, id } = this;
    const [first, ...others] = this.#open(this.#row) ?? [];
    return linkItem(first ?? { ...nothing, kind, name, id }, others);
  }
}

/** Stands for what is broken, until all is read anew. */
const nothing: Omit<Entry, "kind" | "name" | "id"> = {
  ...{ key: "", service: "", version: "", summary: "", deprecated: false, digest: "", file: "" },
  span: { file: "", line: 1, column: 1, offset: 0, end: 0 },
};
