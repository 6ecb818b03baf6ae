import { qrCodeService } from "../app/services/qr-code.ts";
import { qrCodeFaults } from "../mutants/pictures.ts";
import { qrCodeCases } from "../tests/behaviours/qr-code.ts";
import type { WrittenBehaviour } from "../written-behaviour.ts";

/** A picture of what a row says. */
export const qrCode: WrittenBehaviour<"qr-code"> = {
  kind: "qr-code",
  service: qrCodeService,
  cases: qrCodeCases,
  faults: ({ service }) => qrCodeFaults(service),
};
