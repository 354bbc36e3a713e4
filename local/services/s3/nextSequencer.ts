let last = 0n;

/** A sequencer greater, as text, than every one before it, also of an earlier host: 16 uppercase hexadecimal digits. */
export function nextSequencer(): string {
  const now = BigInt(Date.now()) << 16n;
  last = now > last ? now : last + 1n;
  return last.toString(16).toUpperCase().padStart(16, "0");
}
