const lf = 0x0a;
const zero = 0x30;
/** Digits of the largest safe integer. */
const mostDigits = 16;

/** Collects lines of bytes, so that they are written to a file in few pieces. */
export class LineBuffer {
  private bytes = Buffer.allocUnsafe(1 << 21);
  private lineStart = 0;
  /** Bytes that are collected. */
  length = 0;
  /** Bytes of the longest line so far, its end excluded. */
  longest = 0;

  /** Appends bytes to the line. */
  add(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** Appends a whole number from 0 in decimal digits. */
  addNumber(number: number): void {
    this.reserve(mostDigits);
    const end = this.length + digitsOf(number);
    let left = number;
    for (let at = end - 1; at >= this.length; at -= 1) {
      const tenth = Math.floor(left / 10);
      this.bytes[at] = zero + (left - 10 * tenth);
      left = tenth;
    }
    this.length = end;
  }

  endLine(): void {
    this.longest = Math.max(this.longest, this.length - this.lineStart);
    this.reserve(1);
    this.bytes[this.length] = lf;
    this.length += 1;
    this.lineStart = this.length;
  }

  /** The lines since the last call; valid until more is added. */
  take(): Buffer {
    const taken = this.bytes.subarray(0, this.length);
    this.length = this.lineStart = 0;
    return taken;
  }

  private reserve(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.length + more, 2 * this.bytes.length));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }
}

function digitsOf(number: number): number {
  let digits = 1;
  for (let limit = 10; number >= limit; limit *= 10) digits += 1;
  return digits;
}
