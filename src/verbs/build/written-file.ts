/** Where a build remembers what it wrote: a folder that has it was built. */
export const writtenFile = ".keelback/written.json";
