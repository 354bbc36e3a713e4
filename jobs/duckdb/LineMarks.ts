/** Bytes between two marks, at least. */
const apart = 1 << 14;

/** A part of a file, in bytes: its first, and the first behind it. */
export interface Part {
  readonly from: number;
  readonly to: number;
}

/** Where some lines of a file begin, so that any is found by its number without reading all that stand before it. */
export class LineMarks {
  private readonly numbers: number[] = [];
  private readonly offsets: number[] = [];
  private next = 0;

  /** Takes each line of the file in turn: its number, which is greater than that before it, and its first byte. */
  note(number: number, offset: number): void {
    if (offset < this.next) return;
    this.numbers.push(number);
    this.offsets.push(offset);
    this.next = offset + apart;
  }

  /** The part of whole lines that a line is in, of a file of so many bytes. */
  around(number: number, size: number): Part {
    let low = 0;
    let high = this.numbers.length;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if ((this.numbers[middle] as number) <= number) low = middle;
      else high = middle;
    }
    return { from: this.offsets[low] ?? 0, to: this.offsets[low + 1] ?? size };
  }
}
