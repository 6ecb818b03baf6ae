import type { PackageReleases } from "../package.ts";

/** The language itself. */
export const pythonReleases: PackageReleases = {
  package: "python",
  name: "Python",
  source: "https://devguide.python.org/versions/",
  current: "3.14",
  series: [
    { name: "2.7", ends: "2020-01-01" },
    { name: "3.4", ends: "2019-03-18" },
    { name: "3.5", ends: "2020-09-30" },
    { name: "3.6", ends: "2021-12-23" },
    { name: "3.7", ends: "2023-06-27" },
    { name: "3.8", ends: "2024-10-07" },
    { name: "3.9", ends: "2025-10-31" },
    { name: "3.10", ends: "2026-10-31" },
    { name: "3.11", ends: "2027-10-31" },
    { name: "3.12", ends: "2028-10-31" },
    { name: "3.13", ends: "2029-10-31" },
    { name: "3.14", ends: "2030-10-31" },
  ],
};
