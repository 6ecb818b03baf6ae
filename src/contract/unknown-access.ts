/** The extension that says what of who may call is not understood. */
export const unknownAccess = "x-keelback-unknown-access";
