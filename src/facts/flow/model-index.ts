import type { Span } from "#base";
import { type ClassReader, idOf, type ProjectClass } from "../classes.ts";
import type { ModelFact, RelationFact } from "../model.ts";
import type { Project } from "../project.ts";

/** A relation of a model, as an attribute of its rows. */
export interface Relation {
  readonly name: string;
  readonly kind: RelationFact["kind"];
  /** The id of the model that it leads to; undefined where any may be, or it is no part of the project. */
  readonly to?: string;
  readonly many: boolean;
  /** Whether it is the other side of a relation that another model declares. */
  readonly isReverse: boolean;
  /** The relation that leads back. */
  readonly inverse?: string;
  /** How it loads what it leads to, as its framework calls that. */
  readonly loading?: string;
  /** Where it is declared. */
  readonly span: Span;
}

/** The models of a project with all their relations. */
export interface ModelIndex {
  readonly get: (id: string) => ModelFact | undefined;
  /** Whether a model of the project has a field of a name. */
  readonly hasField: (id: string, name: string) => boolean;
  /** The framework of a model, also of one that is no part of the project, where models of the project name it. */
  readonly frameworkOf: (id: string) => string | undefined;
  readonly ofClass: (read: ProjectClass) => ModelFact | undefined;
  readonly classOf: (id: string) => ProjectClass | undefined;
  readonly relation: (id: string, name: string) => Relation | undefined;
  /** The model to which relations lead, one after another; undefined where one is none, or leads nowhere that is known. */
  readonly along: (id: string, steps: readonly string[]) => string | undefined;
  /** All relations by name, those of parents too. */
  readonly relations: (id: string) => ReadonlyMap<string, Relation>;
  /** The ids of models of a name, without regard to case. */
  readonly named: (name: string) => readonly string[];
}

export function openModels(project: Project, classes: ClassReader, models: readonly ModelFact[]): ModelIndex {
  const byId = new Map(models.map((model) => [model.id, model]));
  const byName = new Map<string, string[]>();
  for (const { id, name } of models) {
    const key = name.toLowerCase();
    byName.set(key, [...(byName.get(key) ?? []), id]);
  }
  const own = new Map(models.map((model) => [model.id, declaredRelations(model)]));
  const foreign = new Map<string, string>();
  for (const model of models) {
    if (model.abstract) continue;
    for (const id of foreignTargets(model, byId)) {
      foreign.set(id, model.framework);
      if (!own.has(id)) own.set(id, new Map());
    }
    addReverse(own, model);
  }
  const whole = new Map<string, ReadonlyMap<string, Relation>>();
  const relations = (id: string): ReadonlyMap<string, Relation> => {
    const before = whole.get(id);
    if (before !== undefined) return before;
    const merged = new Map(own.get(id));
    whole.set(id, merged);
    for (const parent of byId.get(id)?.parents ?? []) {
      for (const [name, relation] of relations(parent)) if (!merged.has(name)) merged.set(name, relation);
    }
    return merged;
  };
  const fieldNames = new Map<string, ReadonlySet<string>>();
  const hasField = (id: string, name: string): boolean => {
    const known = fieldNames.get(id) ?? new Set(byId.get(id)?.fields.map((field) => field.name));
    fieldNames.set(id, known);
    return known.has(name);
  };
  const read = new Map<string, ProjectClass | undefined>();
  const classOf = (id: string): ProjectClass | undefined => {
    if (!read.has(id)) read.set(id, findClass(project, classes, id));
    return read.get(id);
  };
  return {
    get: (id) => byId.get(id),
    hasField,
    frameworkOf: (id) => byId.get(id)?.framework ?? foreign.get(id),
    ofClass: (each) => byId.get(idOf(each)),
    classOf,
    relation: (id, name) => relations(id).get(name),
    along: (id, steps) =>
      steps.reduce<string | undefined>(
        (at, step) => (at === undefined ? undefined : relations(at).get(step)?.to),
        id,
      ),
    relations,
    named: (name) => byName.get(name.toLowerCase()) ?? [],
  };
}

/** Models of packages that a model names: what leads back from them is known. */
function foreignTargets({ fields }: ModelFact, byId: ReadonlyMap<string, ModelFact>): readonly string[] {
  return fields.flatMap(({ relation }) =>
    relation?.to === undefined || relation.columnOnly || byId.has(relation.to) ? [] : [relation.to],
  );
}

const manyKinds: ReadonlySet<RelationFact["kind"]> = new Set(["one-to-many", "many-to-many", "generic-many"]);

function declaredRelations({ fields }: ModelFact): Map<string, Relation> {
  const relations = new Map<string, Relation>();
  for (const { name, relation, span } of fields) {
    if (relation === undefined || relation.columnOnly) continue;
    const { kind, to, loading, reverse } = relation;
    const many = manyKinds.has(kind);
    relations.set(name, {
      name,
      kind,
      ...given({ to, loading, inverse: reverse }),
      many,
      isReverse: false,
      span,
    });
  }
  return relations;
}

/** Leaves out what is undefined. */
function given({
  to,
  loading,
  inverse,
}: {
  readonly to: string | undefined;
  readonly loading: string | undefined;
  readonly inverse: string | undefined;
}): Pick<Relation, "to" | "loading" | "inverse"> {
  return {
    ...(to === undefined ? {} : { to }),
    ...(loading === undefined ? {} : { loading }),
    ...(inverse === undefined ? {} : { inverse }),
  };
}

const reverseKinds: Partial<Readonly<Record<RelationFact["kind"], RelationFact["kind"]>>> = {
  "many-to-one": "one-to-many",
  "one-to-one": "one-to-one",
  "one-to-many": "many-to-one",
  "many-to-many": "many-to-many",
};

/** Gives the models that this one names the attributes that lead back to it. */
function addReverse(own: ReadonlyMap<string, Map<string, Relation>>, { id, fields }: ModelFact): void {
  for (const { name: inverse, relation, span } of fields) {
    const kind = relation === undefined || relation.columnOnly ? undefined : reverseKinds[relation.kind];
    const target = relation?.to === undefined ? undefined : own.get(relation.to);
    const name = relation?.reverse;
    if (kind === undefined || target === undefined || name === undefined || target.has(name)) continue;
    target.set(name, { name, kind, to: id, inverse, many: manyKinds.has(kind), isReverse: true, span });
  }
}

function findClass(project: Project, classes: ClassReader, id: string): ProjectClass | undefined {
  const end = id.lastIndexOf(":");
  const module = project.modules.get(id.slice(0, end));
  const binding = module?.scope.names.get(id.slice(end + 1));
  return module !== undefined && binding?.kind === "class"
    ? classes.read({ kind: "class", module, node: binding.node })
    : undefined;
}
