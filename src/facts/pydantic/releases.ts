import type { PackageReleases } from "../package.ts";

/** Version 1 was mended for a year after version 2 had come; of version 2 no end is announced. */
export const pydanticReleases: PackageReleases = {
  package: "pydantic",
  name: "Pydantic",
  source: "https://docs.pydantic.dev/2.4/version-policy/",
  current: "2.14",
  series: [{ name: "1", ends: "2024-06-30" }, { name: "2" }],
};
