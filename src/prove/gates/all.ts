// Written by `npm run update`: the units of extension in this folder.
import { ableToFail } from "./able-to-fail.ts";
import { compatibility } from "./compatibility.ts";
import { conformance } from "./conformance.ts";
import { coverage } from "./coverage.ts";
import { examples } from "./examples.ts";
import { green } from "./green.ts";
import { lane } from "./lane.ts";
import { lint } from "./lint.ts";
import { migrations } from "./migrations.ts";
import { mutation } from "./mutation.ts";
import { red } from "./red.ts";
import { types } from "./types.ts";

export const all = [
  ableToFail,
  compatibility,
  conformance,
  coverage,
  examples,
  green,
  lane,
  lint,
  migrations,
  mutation,
  red,
  types,
] as const;
