import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { encodeHybrid } from "../../../../jobs/inline/encode/encodeHybrid.ts";

/** Reads the hybrid back, by the format's page. */
function decoded(bytes: Buffer, bitWidth: number, count: number): number[] {
  const values: number[] = [];
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at] ?? Number.NaN;
      at += 1;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  };
  while (at < bytes.length) {
    const header = varint();
    if (header % 2 === 0) {
      const width = Math.ceil(bitWidth / 8);
      const value = bytes.readUIntLE(at, width);
      at += width;
      values.push(...Array(header / 2).fill(value));
    } else {
      const size = ((header - 1) / 2) * bitWidth;
      const bits = Array.from(bytes.subarray(at, at + size), (byte) => byte.toString(2).padStart(8, "0"));
      const all = [...bits.reverse().join("")].reverse().join("");
      for (let from = 0; from < all.length; from += bitWidth) {
        values.push(Number.parseInt([...all.slice(from, from + bitWidth)].reverse().join(""), 2));
      }
      at += size;
    }
  }
  expect(values.slice(count).every((value) => value === 0)).toBe(true);
  return values.slice(0, count);
}

describe("run lengths and bit packing", () => {
  test("give the values back, of any width, in runs or not", () => {
    const cases = fc.integer({ min: 1, max: 24 }).chain((bitWidth) => {
      const value = fc.integer({ min: 0, max: 2 ** bitWidth - 1 });
      const run = fc.tuple(value, fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 300 })));
      return fc.tuple(fc.constant(bitWidth), fc.array(run, { maxLength: 40 }));
    });
    fc.assert(
      fc.property(cases, ([bitWidth, runs]) => {
        const values = runs.flatMap(([value, count]) => Array<number>(count).fill(value));
        expect(decoded(encodeHybrid(Uint32Array.from(values), bitWidth), bitWidth, values.length)).toEqual(values);
      }),
      { numRuns: 500 },
    );
  });

  test("write one run where all values are equal", () => {
    expect([...encodeHybrid(new Uint8Array(1000).fill(1), 1)]).toEqual([0xd0, 0x0f, 1]);
  });

  test("pack what does not repeat", () => {
    expect([...encodeHybrid(Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 7), 3)]).toEqual([3, 0x88, 0xc6, 0xfa]);
  });

  test("of nothing are nothing", () => {
    expect(encodeHybrid(new Uint8Array(), 1)).toHaveLength(0);
  });
});
