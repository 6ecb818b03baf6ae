import type { PackageReleases } from "../package.ts";

/** Ends of extended support: the day that was announced, or the last one of the month where that is all that is named yet. */
export const djangoReleases: PackageReleases = {
  package: "django",
  name: "Django",
  source: "https://www.djangoproject.com/download/#supported-versions",
  current: "6.0",
  series: [
    { name: "1.11", ends: "2020-04-01" },
    { name: "2.0", ends: "2019-04-01" },
    { name: "2.1", ends: "2019-12-02" },
    { name: "2.2", ends: "2022-04-11" },
    { name: "3.0", ends: "2021-04-06" },
    { name: "3.1", ends: "2021-12-07" },
    { name: "3.2", ends: "2024-04-01" },
    { name: "4.0", ends: "2023-04-01" },
    { name: "4.1", ends: "2023-12-01" },
    { name: "4.2", ends: "2026-04-07" },
    { name: "5.0", ends: "2025-04-02" },
    { name: "5.1", ends: "2025-12-03" },
    { name: "5.2", ends: "2028-04-30" },
    { name: "6.0", ends: "2027-04-30" },
    { name: "6.1", ends: "2027-12-31" },
  ],
};
