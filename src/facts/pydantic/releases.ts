import type { PackageReleases } from "../package.ts";

/** Version 1 is mended until version 3 comes, and of version 2 no end is announced either. */
export const pydanticReleases: PackageReleases = {
  package: "pydantic",
  name: "Pydantic",
  source: "https://docs.pydantic.dev/latest/version-policy/",
  current: "2.14",
  series: [],
};
