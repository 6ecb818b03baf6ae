// Written by `npm run update`: the units of extension in this folder.
import { changePassword } from "./change-password.ts";
import { changeState } from "./change-state.ts";
import { changeStates } from "./change-states.ts";
import { checkResetToken } from "./check-reset-token.ts";
import { confirmAccount } from "./confirm-account.ts";
import { countByValue } from "./count-by-value.ts";
import { create } from "./create.ts";
import { createMany } from "./create-many.ts";
import { currentAccount } from "./current-account.ts";
import { custom } from "./custom.ts";
import { deleteRow } from "./delete.ts";
import { deleteAll } from "./delete-all.ts";
import { deleteCurrentAccount } from "./delete-current-account.ts";
import { deleteMany } from "./delete-many.ts";
import { describeService } from "./describe-service.ts";
import { distinctValues } from "./distinct-values.ts";
import { duplicate } from "./duplicate.ts";
import { forgotPassword } from "./forgot-password.ts";
import { health } from "./health.ts";
import { list } from "./list.ts";
import { listLines } from "./list-lines.ts";
import { login } from "./login.ts";
import { logout } from "./logout.ts";
import { membership } from "./membership.ts";
import { qrCode } from "./qr-code.ts";
import { read } from "./read.ts";
import { readCell } from "./read-cell.ts";
import { readFile } from "./read-file.ts";
import { readMatrix } from "./read-matrix.ts";
import { readSingleton } from "./read-singleton.ts";
import { refresh } from "./refresh.ts";
import { register } from "./register.ts";
import { registerClient } from "./register-client.ts";
import { reorder } from "./reorder.ts";
import { report } from "./report.ts";
import { resendConfirmation } from "./resend-confirmation.ts";
import { resetPassword } from "./reset-password.ts";
import { storeFile } from "./store-file.ts";
import { update } from "./update.ts";
import { updateByBody } from "./update-by-body.ts";
import { updateByQuery } from "./update-by-query.ts";
import { updateCurrentAccount } from "./update-current-account.ts";
import { updateSingleton } from "./update-singleton.ts";
import { writeCell } from "./write-cell.ts";

export const all = [
  changePassword,
  changeState,
  changeStates,
  checkResetToken,
  confirmAccount,
  countByValue,
  create,
  createMany,
  currentAccount,
  custom,
  deleteRow,
  deleteAll,
  deleteCurrentAccount,
  deleteMany,
  describeService,
  distinctValues,
  duplicate,
  forgotPassword,
  health,
  list,
  listLines,
  login,
  logout,
  membership,
  qrCode,
  read,
  readCell,
  readFile,
  readMatrix,
  readSingleton,
  refresh,
  register,
  registerClient,
  reorder,
  report,
  resendConfirmation,
  resetPassword,
  storeFile,
  update,
  updateByBody,
  updateByQuery,
  updateCurrentAccount,
  updateSingleton,
  writeCell,
] as const;
