/** Texts of the files that spans point into, by the file's name in the span. */
export type Sources = Pick<ReadonlyMap<string, string>, "get">;
