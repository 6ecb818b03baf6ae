// Written by `npm run update`: the units of extension in this folder.
import { create } from "./create.ts";
import { currentAccount } from "./current-account.ts";
import { custom } from "./custom.ts";
import { deleteRow } from "./delete.ts";
import { distinctValues } from "./distinct-values.ts";
import { list } from "./list.ts";
import { login } from "./login.ts";
import { membership } from "./membership.ts";
import { read } from "./read.ts";
import { register } from "./register.ts";
import { update } from "./update.ts";
import { updateByBody } from "./update-by-body.ts";
import { updateCurrentAccount } from "./update-current-account.ts";

export const all = [
  create,
  currentAccount,
  custom,
  deleteRow,
  distinctValues,
  list,
  login,
  membership,
  read,
  register,
  update,
  updateByBody,
  updateCurrentAccount,
] as const;
