const lf = 0x0a;

/** Collects lines of bytes, so that they are written to a file in few pieces. */
export class LineBuffer {
  private bytes = new Uint8Array(1 << 17);
  private length = 0;
  /** Bytes of the longest line so far, its end excluded. */
  longest = 0;

  /** Appends the parts and a line end. */
  addLine(prefix: string, rest: Uint8Array): void {
    const needed = prefix.length + rest.length + 1;
    if (this.length + needed > this.bytes.length) this.grow(this.length + needed);
    for (let index = 0; index < prefix.length; index += 1) this.bytes[this.length + index] = prefix.charCodeAt(index);
    this.bytes.set(rest, this.length + prefix.length);
    this.length += needed;
    this.bytes[this.length - 1] = lf;
    if (needed - 1 > this.longest) this.longest = needed - 1;
  }

  /** What was added since the last call; valid until the next line is added. */
  take(): Uint8Array {
    const taken = this.bytes.subarray(0, this.length);
    this.length = 0;
    return taken;
  }

  private grow(needed: number): void {
    const larger = new Uint8Array(Math.max(needed, 2 * this.bytes.length));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }
}
