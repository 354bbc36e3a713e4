/**
 * Orders two sequencers of events for one key: negative where `a` is older. The shorter is padded on the right with
 * zeros, then both are compared as text.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 */
export function compareSequencers(a: string, b: string): number {
  const length = Math.max(a.length, b.length);
  const left = a.toUpperCase().padEnd(length, "0");
  const right = b.toUpperCase().padEnd(length, "0");
  return left === right ? 0 : left < right ? -1 : 1;
}
