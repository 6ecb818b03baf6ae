import type { CheckValue } from "#verbs";
import { countFindings } from "../findings.ts";
import { counted, figure, seconds } from "../text/figures.ts";

/** `4 errors, 9 warnings in 812 files, 1.1 s (6 mended by --fix; 23 in the baseline)` */
export function tellSum({
  findings,
  files,
  durationMs,
  mended,
  accepted,
  silenced,
  baseline,
}: CheckValue): string {
  const found = findings.length === 0 ? "nothing found" : countFindings(findings);
  const isNew = baseline !== undefined;
  const beside = [
    ...(mended.length > 0 ? [`${figure(mended.length)} mended by --fix`] : []),
    ...(accepted > 0 ? [`${figure(accepted)} ${isNew ? "written to" : "in"} the baseline`] : []),
    ...(silenced > 0 ? [`${figure(silenced)} silenced by comments`] : []),
  ];
  const rest = beside.length === 0 ? "" : ` (${beside.join("; ")})`;
  return `${found} in ${counted(files, "file")}, ${seconds(durationMs)}${rest}`;
}
