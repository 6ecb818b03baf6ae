import { findMember, type ProjectClass } from "../../classes.ts";

/** Serializers of packages: those of the framework and of others that keep to its names. */
const serializer =
  /(?:^|\.)(?:serializers?|generics)\.(?:\w+\.)*\w*Serializer$|^(?:serpy|rest_framework\w*|drf_\w+)\.(?:\w+\.)*\w*Serializer$/;

/** Fields of packages that read as those of the framework do. */
const field = /^(?:rest_framework|serpy)\.(?:\w+\.)*(\w+)$/;

/** Views that are asked for rows: the framework's own, and plain ones of classes. */
const view =
  /^(?:rest_framework\w*|drf_\w+)\.(?:\w+\.)*\w*(?:View|ViewSet|Mixin|GenericViewSet)$|^django\.views\.(?:\w+\.)*\w*View$/;

export function isSerializerName(path: string): boolean {
  return serializer.test(path);
}

export function isSerializer(read: ProjectClass): boolean {
  return read.lineage.some((base) => typeof base === "string" && serializer.test(base));
}

/** Whether a serializer makes fields from those of its model. */
export function isModelSerializer({ lineage }: ProjectClass): boolean {
  return lineage.some((base) => typeof base === "string" && /ModelSerializer$/.test(base));
}

/** Whether a view is one of the framework's, and not a plain one of classes that a project has made into more. */
export function isRestView({ lineage }: ProjectClass): boolean {
  return lineage.some((base) => typeof base === "string" && view.test(base) && !base.startsWith("django."));
}

export function isView({ lineage }: ProjectClass): boolean {
  return lineage.some((base) => typeof base === "string" && view.test(base));
}

/** Names of the classes of packages from which a class descends, the nearest first, without their modules. */
export function packageBases({ lineage }: ProjectClass): readonly string[] {
  return lineage.flatMap((base) =>
    typeof base === "string" && view.test(base) ? [base.slice(base.lastIndexOf(".") + 1)] : [],
  );
}

/** The class of the framework that a field is, or descends from, by its last name; undefined where it comes from elsewhere. */
export function fieldClass(of: ProjectClass | string): string | undefined {
  if (typeof of === "string") return field.exec(of)?.[1];
  for (const base of of.lineage) {
    const name = typeof base === "string" ? field.exec(base)?.[1] : undefined;
    if (name !== undefined) return name;
  }
  return undefined;
}

/** Whether a class of the project says itself what a method of the framework does. */
export function overrides(of: ProjectClass | string, ...names: readonly string[]): boolean {
  return typeof of !== "string" && names.some((name) => findMember(of, name)?.binding.kind === "function");
}
