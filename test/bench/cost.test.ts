import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { glueCost, lambdaCost } from "../../bench/cost/costs.ts";
import { overtakes, type Pace, type Place, paceOf, secondsOf } from "../../bench/cost/model.ts";

describe("what AWS bills", () => {
  it("is by DPU and second for Glue, as its page reckons: 6 DPUs for 15 minutes are $0.66, and a minute at least", () => {
    expect(glueCost(15 * 60, 6)).toBeCloseTo(0.66, 10);
    expect(glueCost(5, 2)).toBe(glueCost(60, 2));
    expect(glueCost(61, 2)).toBeGreaterThan(glueCost(60, 2));
  });

  it("is by memory, disk beyond 512 MB and request for Lambda", () => {
    expect(lambdaCost(0, { memory: 1024, disk: 512 })).toBe(0.0000002);
    expect(lambdaCost(1, { memory: 1024, disk: 512 })).toBeCloseTo(0.0000166667 + 0.0000002, 12);
    expect(lambdaCost(100, { memory: 2048, disk: 1536 })).toBeCloseTo(
      100 * (2 * 0.0000166667 + 0.0000000309) + 2e-7,
      12,
    );
  });
});

const pace: fc.Arbitrary<Pace> = fc.record({
  startSeconds: fc.double({ min: 0, max: 60, noNaN: true }),
  bytesPerCoreSecond: fc.double({ min: 1e5, max: 1e9, noNaN: true }),
});
const place: fc.Arbitrary<Place> = fc.record({
  cores: fc.integer({ min: 1, max: 200 }),
  startSeconds: fc.double({ min: 0, max: 120, noNaN: true }),
});
const side = fc.tuple(pace, place);

describe("the model of time", () => {
  it("finds the pace that measurements on its line have", () => {
    fc.assert(
      fc.property(pace, fc.integer({ min: 1, max: 64 }), (known, cores) => {
        const points = [1e8, 1e6, 1e9].map((bytes) => ({
          bytes,
          seconds: secondsOf(known, { cores, startSeconds: 0 }, bytes),
        }));
        const found = paceOf(points, cores);
        expect(found?.startSeconds).toBeCloseTo(known.startSeconds, 3);
        expect((found?.bytesPerCoreSecond ?? 0) / known.bytesPerCoreSecond).toBeCloseTo(1, 3);
      }),
    );
  });

  it("finds none in one size, or where the larger file took no longer", () => {
    expect(paceOf([{ bytes: 5, seconds: 1 }], 2)).toBeUndefined();
    expect(
      paceOf(
        [5, 5].map((bytes) => ({ bytes, seconds: bytes })),
        2,
      ),
    ).toBeUndefined();
    expect(
      paceOf(
        [
          { bytes: 5, seconds: 2 },
          { bytes: 9, seconds: 2 },
        ],
        2,
      ),
    ).toBeUndefined();
  });

  it("says from which size the second is faster: slower below, faster above, or never", () => {
    fc.assert(
      fc.property(side, side, (first, second) => {
        const bytes = overtakes(first, second);
        const gain = (size: number) => secondsOf(...first, size) - secondsOf(...second, size);
        if (bytes === undefined) expect(gain(1e15)).toBeLessThanOrEqual(gain(0) + 1e-6);
        else {
          expect(gain(bytes * 1.01 + 1e6)).toBeGreaterThan(0);
          if (bytes > 1e6) expect(gain(bytes * 0.99 - 1e5)).toBeLessThan(0);
        }
      }),
    );
  });
});
