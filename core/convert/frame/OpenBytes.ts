import { isUtf8 } from "node:buffer";

/** The bytes of a file from its open record on: what came before is forgotten. */
export class OpenBytes {
  bytes = new Uint8Array(1 << 16);
  /** How many of `bytes` are filled. */
  length = 0;
  /** Offset in the file of the first. */
  base = 0;
  /** Bytes before this index have been checked for UTF-8. */
  private checkedTo = 0;

  append(chunk: Uint8Array): void {
    const needed = this.length + chunk.length;
    if (needed > this.bytes.length) {
      const larger = new Uint8Array(Math.max(needed, 2 * this.bytes.length));
      larger.set(this.bytes.subarray(0, this.length));
      this.bytes = larger;
    }
    this.bytes.set(chunk, this.length);
    this.length = needed;
  }

  /**
   * Whether the bytes up to an index, from where the last call ended, are UTF-8. Line ends are character boundaries:
   * whole lines are valid exactly if each record in them is.
   */
  isUtf8To(end: number): boolean {
    if (end <= this.checkedTo) return true;
    const valid = isUtf8(this.bytes.subarray(this.checkedTo, end));
    this.checkedTo = end;
    return valid;
  }

  /** Drops bytes from the start. */
  forget(count: number): void {
    if (count === 0) return;
    this.bytes.copyWithin(0, count, this.length);
    this.length -= count;
    this.base += count;
    this.checkedTo = Math.max(0, this.checkedTo - count);
  }
}
