/** A set of record numbers: one bit for each number up to the largest. */
export class RecordSet {
  private bits = new Uint8Array(1024);

  add(record: number): void {
    const byte = Math.floor(record / 8);
    if (byte >= this.bits.length) {
      const larger = new Uint8Array(Math.max(byte + 1, 2 * this.bits.length));
      larger.set(this.bits);
      this.bits = larger;
    }
    this.bits[byte] = (this.bits[byte] ?? 0) | (1 << (record % 8));
  }

  has(record: number): boolean {
    return ((this.bits[Math.floor(record / 8)] ?? 0) & (1 << (record % 8))) !== 0;
  }

  /** Whether a number is in both. */
  meets(other: RecordSet): boolean {
    return this.bits.some((byte, index) => (byte & (other.bits[index] ?? 0)) !== 0);
  }

  /** The numbers, ascending. */
  *[Symbol.iterator](): Generator<number> {
    for (const [index, byte] of this.bits.entries()) {
      for (let left = byte; left !== 0; left &= left - 1) yield 8 * index + Math.log2(left & -left);
    }
  }
}
