import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { convert } from "../../../../core/convert/convert.ts";
import { trafficLocations } from "../../../../datasets/trafficLocations.ts";
import { trafficRaw } from "../../../../datasets/trafficRaw.ts";
import { writeTraffic } from "../../../../jobs/traffic/generator/writeTraffic.ts";

const from = Date.parse("2024-03-30T22:30:00Z") / 60_000;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "traffic-"));
});
afterEach(() => rm(folder, { recursive: true }));

async function recordsOf(path: string): Promise<Buffer> {
  return gunzipSync(await readFile(path));
}

describe("written traffic", () => {
  it("lies by the hour of arrival in UTC, unpadded, and is what the contract takes", async () => {
    const { files, records, bytes } = await writeTraffic({ from, to: from + 120, points: 40, seed: 2, folder });
    expect(files.slice(0, 3).map((file) => relative(folder, file))).toEqual([
      "traffic_raw/year=2024/month=3/day=30/hour=22/20240330T2230Z.csv.gz",
      "traffic_raw/year=2024/month=3/day=30/hour=23/20240330T2230Z.csv.gz",
      "traffic_raw/year=2024/month=3/day=31/hour=0/20240330T2230Z.csv.gz",
    ]);
    const converted = await Promise.all(files.map(async (file) => convert(trafficRaw, await recordsOf(file))));
    expect(converted.flatMap(({ rejects }) => rejects)).toEqual([]);
    expect(converted.reduce((total, { rows }) => total + rows.length, 0)).toBe(records);
    expect(records).toBeGreaterThan(40 * 118);
    const sizes = await Promise.all(files.map(async (file) => (await readFile(file)).length));
    expect(sizes.reduce((total, size) => total + size, 0)).toBe(bytes);
  });

  it("holds the same records as JSON lines", async () => {
    const options = { from, to: from + 20, points: 30, seed: 2, folder };
    const [csv, jsonl] = [await writeTraffic(options), await writeTraffic({ ...options, format: "jsonl" })];
    expect(jsonl.records).toBe(csv.records);
    for (const [index, file] of jsonl.files.entries()) {
      const lines = (await recordsOf(file))
        .toString()
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line));
      const { rows } = convert(trafficRaw, await recordsOf(csv.files[index] ?? ""));
      const values = lines.map(({ uniqueId, originalTimestamp, ...others }) => {
        const time = new Date(originalTimestamp).toISOString().replace("Z", "000Z");
        return { uniqueId: BigInt(uniqueId), originalTimestamp: time, ...others };
      });
      expect(values).toEqual(rows);
    }
  });

  it("has locations of one to four lanes, which are not all of the points", async () => {
    await writeTraffic({ from, to: from + 1, points: 4600, seed: 1, folder });
    const { rows, rejects } = convert(
      trafficLocations,
      await readFile(join(folder, "traffic_locations/traffic_locations.csv")),
    );
    expect(rejects).toEqual([]);
    const lanes = Map.groupBy(rows, ({ location }) => location);
    expect([Math.round(rows.length / 100), Math.round(lanes.size / 100)]).toEqual([41, 16]);
    expect(new Set([...lanes.values()].map(({ length }) => length))).toEqual(new Set([1, 2, 3, 4]));
    expect(new Set(rows.map(({ uniqueId }) => uniqueId)).size).toBe(rows.length);
  });
});
