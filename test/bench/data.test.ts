import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { byteSize } from "../../bench/data/byteSize.ts";
import { type CsvKind, makeCsv } from "../../bench/data/makeCsv.ts";
import { convert } from "../../core/convert/convert.ts";
import { birdstrikes } from "../../datasets/birdstrikes.ts";

const source = "node_modules/vega-datasets/data/birdstrikes.csv";
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sluice-bench-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const made = async (name: string, bytes: number, kind?: CsvKind) => {
  const path = join(folder, name);
  await makeCsv(path, bytes, source, kind);
  return readFileSync(path);
};
const digest = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

describe("the generated bird strikes", () => {
  it("are of the size asked for, to a record, and none of them is rejected", async () => {
    const bytes = await made("a.csv", 400_000);
    expect(bytes.length).toBeGreaterThanOrEqual(400_000);
    expect(bytes.length).toBeLessThan(400_400);
    const { rows, rejects } = convert(birdstrikes, bytes);
    expect(rejects).toEqual([]);
    expect(rows.length).toBeGreaterThan(3000);
  });

  it("are the same for the same seed, and others for another, and in a second pass", async () => {
    const two = await made("b.csv", 2_500_000);
    expect(digest(two)).toBe(digest(await made("c.csv", 2_500_000)));
    expect(digest(two)).not.toBe(digest(await made("d.csv", 2_500_000, { seed: 2 })));
    const [, ...lines] = two.toString().split("\n");
    expect(lines.slice(0, 1000)).not.toEqual(lines.slice(10_000, 11_000));
  });

  it("are of one month where that is asked for", async () => {
    const { rows } = convert(birdstrikes, await made("m.csv", 100_000, { month: "2000-08" }));
    expect(new Set(rows.map(({ flightDate }) => String(flightDate).slice(0, 7)))).toEqual(new Set(["2000-08"]));
    expect(new Set(rows.map(({ flightDate }) => flightDate)).size).toBeGreaterThan(20);
  });

  it("hold about the share of bad records that is asked for, of more than one kind", async () => {
    const { read, rejects } = convert(birdstrikes, await made("e.csv", 400_000, { badShare: 0.05 }));
    expect(rejects.length / read).toBeGreaterThan(0.03);
    expect(rejects.length / read).toBeLessThan(0.07);
    const found = new Set(rejects.flatMap(({ errors }) => errors.map(({ reason }) => reason)));
    expect([...found].sort()).toEqual(["invalid_date", "invalid_integer", "long_row", "required", "short_row"]);
  });
});

describe("a size", () => {
  it("is a number with a decimal or binary prefix, or of bytes", () => {
    expect(["20MB", "1.5GB", "3kb", "4096", "1 GB"].map(byteSize)).toEqual([20e6, 1.5e9, 3e3, 4096, 1e9]);
    expect(["2GiB", "1 MiB", "0.5kib"].map(byteSize)).toEqual([2 ** 31, 2 ** 20, 512]);
  });

  it.each(["", "MB", "-1MB", "0", "1TB", "1e3", "1iB"])("is not %j", (text) => {
    expect(() => byteSize(text)).toThrow("is no size");
  });
});
