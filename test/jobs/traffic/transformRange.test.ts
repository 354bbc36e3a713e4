import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { anyTraffic } from "./support/anyTraffic.ts";
import { TrafficDatabase, type TrafficRow } from "./support/TrafficDatabase.ts";
import { minutesAfter, seriesOf } from "./support/TrafficRecord.ts";
import { transformed } from "./support/transformed.ts";

let traffic: TrafficDatabase;

beforeAll(async () => {
  traffic = await TrafficDatabase.open();
});
afterAll(async () => {
  await traffic[Symbol.asyncDispose]();
});

describe("a range", () => {
  it("ends before its last instant, and holds its first", async () => {
    const range = { start: "2024-03-12T00:00:00Z", end: "2024-03-13T00:00:00Z" };
    const records = [...seriesOf(1, minutesAfter(range.end, -2), [10, 20, 30]), ...seriesOf(1, range.start, [40])];
    await traffic.hold(records, { A: [1] });
    expect((await traffic.rows(range)).map((row) => row.current_speed)).toEqual([40, 10, 20]);
  });

  it("has the rows that the plain model has", async () => {
    await fc.assert(
      fc.asyncProperty(anyTraffic, async ({ records, lanes, ...range }) => {
        await traffic.hold(records, lanes);
        expect(await traffic.rows(range)).toEqual(transformed(records, lanes, range));
      }),
      { numRuns: 40 },
    );
  });

  it("has the same rows however it is split", async () => {
    await fc.assert(
      fc.asyncProperty(
        anyTraffic,
        fc.uniqueArray(fc.integer({ min: 1, max: 2879 }), { maxLength: 6 }),
        async (given, cuts) => {
          await traffic.hold(given.records, given.lanes);
          const whole = await traffic.rows(given);
          const edges = [...[...cuts].sort((a, b) => a - b).map((cut) => minutesAfter(given.start, cut)), given.end];
          const pieces: TrafficRow[] = [];
          let start = given.start;
          for (const end of edges) {
            pieces.push(...(await traffic.rows({ start, end })));
            start = end;
          }
          const order = ({ location, recorded_at }: TrafficRow) => `${location} ${(recorded_at as Date).toISOString()}`;
          expect(pieces.sort((a, b) => (order(a) < order(b) ? -1 : 1))).toEqual(whole);
        },
      ),
      { numRuns: 25 },
    );
  });
});
