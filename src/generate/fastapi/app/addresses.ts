import type { Entity, Field, ListLinesBehaviour } from "#domain";
import { formatted, imported, name, type Py, py } from "#python";
import type { Blueprint, OperationBlueprint } from "../blueprint.ts";
import type { GeneratedFile } from "../file.ts";
import { attributeName } from "../tables.ts";
import { primaryKey } from "./keys.ts";
import { pythonFile, representationClass, representationFields } from "./names.ts";

type Address = Extract<Field["meaning"], { readonly kind: "file-address" }>;

/** Whether a form shows the address of a file, in itself or in a row that it embeds. */
export function showsAddress(blueprint: Blueprint, representation: string): boolean {
  return representationFields(blueprint, representation).some(
    ({ meaning }) =>
      meaning.kind === "file-address" ||
      (meaning.kind === "reference" &&
        meaning.representation !== representation &&
        showsAddress(blueprint, meaning.representation)),
  );
}

/** The form in which a row is answered, with the addresses that it shows. */
export function shownAs(blueprint: Blueprint, representation: string, row: Py): Py {
  const context = showsAddress(blueprint, representation) && py`, context=base_url`;
  return py`${representationClass(blueprint, representation)}.model_validate(${row}${context})`;
}

/** The same of lines, through the rows that they name. */
export function linesShowAddress(blueprint: Blueprint, { shows }: ListLinesBehaviour): boolean {
  return shows.some(({ is }) => is.kind === "named" && showsAddress(blueprint, is.representation));
}

/** What a route needs to answer addresses. */
export function baseUrlParameter(blueprint: Blueprint, { meaning }: OperationBlueprint): readonly Py[] {
  const { behaviour } = meaning;
  const representation =
    "answer" in behaviour && "representation" in behaviour.answer
      ? behaviour.answer.representation
      : undefined;
  const isShown =
    behaviour.kind === "list-lines"
      ? linesShowAddress(blueprint, behaviour)
      : representation !== undefined && showsAddress(blueprint, representation);
  return isShown ? [py`base_url: ${imported("app.addresses", "BaseUrl")}`] : [];
}

/** Whether a row has to be asked for its file before it can show where that is. */
export function asksForFile(field: Field): field is Field & { readonly meaning: Address } {
  return field.meaning.kind === "file-address" && field.missing !== "never";
}

/** How a row is told to have a file: `has_photo`. */
export function hasFile({ file }: Pick<Address, "file">): string {
  return `has_${file}`;
}

/** `photo_url`: where the file of a row is answered, from the address of the server on. */
export function addressProperty({ domain }: Blueprint, entity: Entity, field: Field): readonly Py[] {
  const { meaning, missing } = field;
  if (meaning.kind !== "file-address") return [];
  const parts = `${domain.basePath}${meaning.path}`.split(`{${meaning.key}}`);
  const key = py`self.${primaryKey(entity)}`;
  const path = formatted(parts.flatMap((part, index) => (index === 0 ? [part] : [key, part])));
  const always = missing === "never";
  return [
    py`
      @property
      def ${name(attributeName(field.name))}(self) -> str${!always && py` | None`}:
          return ${path}${!always && py` if self.${name(hasFile(meaning))} else None`}`,
  ];
}

/** `app/addresses.py`: addresses on this server, as callers come to it, where answers show some. */
export function emitAddresses(used: ReadonlySet<string>): readonly GeneratedFile[] {
  if (used.size === 0) return [];
  const annotated = imported("typing", "Annotated");
  return [
    pythonFile("app/addresses.py", [
      py`
        def read_base_url(request: ${imported("fastapi", "Request")}) -> str:
            return str(request.base_url).rstrip("/")`,
      py`
        def complete(path: str, info: ${imported("pydantic", "ValidationInfo")}) -> str:
            """Make an address of a path on this server; the context is where callers find it."""
            return f"{info.context}{path}"`,
      py`
        BaseUrl = ${annotated}[str, ${imported("fastapi", "Depends")}(read_base_url)]
        Address = ${annotated}[str, ${imported("pydantic", "AfterValidator")}(complete)]`,
    ]),
  ];
}
