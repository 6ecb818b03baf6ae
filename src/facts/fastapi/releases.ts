import type { PackageReleases } from "../package.ts";

/** No series of it is kept after the next one is out: there are no ends to announce. */
export const fastapiReleases: PackageReleases = {
  package: "fastapi",
  name: "FastAPI",
  source: "https://fastapi.tiangolo.com/deployment/versions/",
  current: "0.129",
  series: [],
};
