import type { FormFile } from "#domain";
import type { Fault } from "./apply-fault.ts";

/** Faults in how the parts of a form are read. */
export function formFaults({ files }: { readonly files: readonly FormFile[] }): readonly Fault[] {
  const path = "app/forms.py";
  return [
    {
      path,
      within: "read_content",
      name: "takes files of any size",
      find: /if len\(content\) > size_max:/,
      put: "if False:",
    },
    // An empty file is of no type, so it is refused anyway where some are asked for.
    ...(files.some(({ types }) => types.length === 0)
      ? [
          {
            path,
            within: "read_content",
            name: "takes empty files",
            find: /if not content:/,
            put: "if False:",
          },
        ]
      : []),
    {
      path,
      within: "read_file",
      name: "takes files of any type",
      find: /SIGNATURES\[media_type\]\.match\(content\)/,
      put: "True",
    },
    {
      path,
      within: "read_scalar",
      name: "reads no numbers",
      find: /if isinstance\(value, str\) and .*:/,
      put: "if False:",
    },
  ];
}
