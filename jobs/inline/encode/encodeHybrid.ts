/** A run of fewer equal values is packed with its neighbours. */
const leastRun = 8;

/**
 * Parquet's hybrid of run lengths and bit packing: levels, and indexes of a dictionary.
 *
 * @param bitWidth of a value, 1 to 24
 * @see https://parquet.apache.org/docs/file-format/data-pages/encodings/#run-length-encoding--bit-packing-hybrid-rle--3
 */
export function encodeHybrid(values: Uint8Array | Uint32Array, bitWidth: number): Buffer {
  const out = new HybridBytes(values.length, bitWidth);
  let packedFrom = 0;
  for (let at = 0; at < values.length; ) {
    const end = endOfRun(values, at);
    if (end - at < leastRun) {
      at = Math.min(at + 8, values.length);
    } else {
      out.packed(values, packedFrom, at);
      out.run(values[at] ?? 0, end - at);
      at = packedFrom = end;
    }
  }
  out.packed(values, packedFrom, values.length);
  return out.written();
}

function endOfRun(values: Uint8Array | Uint32Array, from: number): number {
  let end = from + 1;
  while (end < values.length && values[end] === values[from]) end += 1;
  return end;
}

class HybridBytes {
  private readonly bitWidth: number;
  private readonly bytes: Buffer;
  private length = 0;

  /** Takes the most that so many values can make: groups of eight, each with a header of its own. */
  constructor(count: number, bitWidth: number) {
    this.bitWidth = bitWidth;
    this.bytes = Buffer.allocUnsafe(Math.ceil(count / 8) * (bitWidth + 10) + 10);
  }

  written(): Buffer {
    return this.bytes.subarray(0, this.length);
  }

  run(value: number, count: number): void {
    this.varint(count * 2);
    for (let bits = 0; bits < this.bitWidth; bits += 8) this.byte(value >>> bits);
  }

  /** Groups of eight; the last is filled with zeros, which only the last of all may need. */
  packed(values: Uint8Array | Uint32Array, from: number, to: number): void {
    if (from === to) return;
    const groups = Math.ceil((to - from) / 8);
    this.varint(groups * 2 + 1);
    let bits = 0;
    let held = 0;
    for (let at = from; at < from + groups * 8; at += 1) {
      held |= (at < to ? (values[at] ?? 0) : 0) << bits;
      for (bits += this.bitWidth; bits >= 8; bits -= 8) {
        this.byte(held);
        held >>>= 8;
      }
    }
  }

  private varint(value: number): void {
    let left = value;
    for (; left > 0x7f; left >>>= 7) this.byte(left | 0x80);
    this.byte(left);
  }

  private byte(value: number): void {
    this.bytes[this.length] = value;
    this.length += 1;
  }
}
