import type { PackageReleases } from "../package.ts";

/** Which series are kept is told on the page, without days on which that ends. */
export const sqlalchemyReleases: PackageReleases = {
  package: "sqlalchemy",
  name: "SQLAlchemy",
  source: "https://www.sqlalchemy.org/download.html",
  current: "2.0",
  series: [],
};
