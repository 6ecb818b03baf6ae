/** A request that cannot be obeyed, as opposed to a server that fails. */
export class WrongUsage extends Error {}
