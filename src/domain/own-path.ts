const ownSegment = /^(?:me|my|mine|self)(?:$|[-_/])/i;

/** Whether what follows on a path is the caller's own: `me/orders`, `my-orders`. */
export function isOwnPath(path: string): boolean {
  return ownSegment.test(path);
}
