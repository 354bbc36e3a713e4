import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parcels } from "./support/datasets/packed.ts";
import { expectPublished } from "./support/expectPublished.ts";
import { expectRefused } from "./support/expectRefused.ts";
import { type OwnPipeline, ownPipeline } from "./support/ownPipeline.ts";
import { peakMemory } from "./support/peakMemory.ts";
import { SmallDisk } from "./support/SmallDisk.ts";

/** MiB of disk that functions have here: more than any file below needs, less than what the bombs expand to. */
const room = 320;

let own: OwnPipeline;
let disk: SmallDisk;
beforeAll(async () => {
  own = await ownPipeline(new URL("./support/datasets/packed.ts", import.meta.url));
  disk = new SmallDisk(room);
  if (disk.whyNot !== undefined) console.log(`Not tested, how much disk a bomb takes: ${disk.whyNot}`);
});
afterAll(async () => {
  await own?.[Symbol.asyncDispose]();
  disk?.[Symbol.dispose]();
});

const rows = Array.from({ length: 1000 }, (_, index) => ({ parcel: String(index), contents: `${index ** 3} books` }));
const lines = rows.map(({ parcel, contents }) => `${parcel},${contents}\n`);
const header = "parcel,contents\n";
const good = gzipSync(header + lines.join(""));
const middle = good.length >> 1;

const bad: readonly (readonly [what: string, error: string, content: Uint8Array, cause: RegExp])[] = [
  ["that is cut short", "file.truncated_gzip", good.subarray(0, middle), /ends too early.*land the whole file/],
  ["that lacks its last byte", "file.truncated_gzip", good.subarray(0, -1), /ends too early/],
  ["that ends within its first bytes", "file.truncated_gzip", good.subarray(0, 5), /behind 0 bytes/],
  ["with a damaged byte", "file.corrupt_gzip", flipped(good, middle), /damaged.*compress it anew/],
  ["whose checksum is another's", "file.corrupt_gzip", flipped(good, good.length - 6), /damaged/],
  ["whose second part is damaged", "file.corrupt_gzip", Buffer.concat([good, flipped(good, middle)]), /damaged/],
  ["that is not compressed", "file.not_gzip", Buffer.from(header + lines.join("")), /csv\(\{ compression: "none" \}\)/],
  ["that is a ZIP archive", "file.not_gzip", Buffer.from("PK\x03\x04\x14\0\0\0\x08\0"), /no gzip file/],
  ["of 1 GiB of records in 1 MiB", "file.gzip_bomb", bomb(1024), /expand to more than .*several files/],
  ["of 1 GiB of records of four bytes", "file.gzip_bomb", bomb(1024, "1,a\n"), /expand to more than/],
  ["that expands so to the end of the last byte it may", "file.gzip_bomb", bomb(65), /expand to more than/],
];

/** What is large is left to duckdb, whatever was asked for. */
describe.each(["inline", "duckdb"] as const)("a gzip file for %s", (engine) => {
  it.each(bad)("%s fails its run with %s, is told of, and changes nothing", async (what, error, content, cause) => {
    const land = () => own.pipeline.land(parcels, `${what} ${engine}.csv.gz`, content, engine);
    const usual = engine === "inline" ? "ConvertInline" : "ConvertDuckdb";
    const step = engine === "inline" && error === "file.gzip_bomb" ? "ConvertUnfit" : usual;
    await expectRefused(own.pipeline, land, { error, step, cause });
    if (disk.whyNot === undefined) expect(disk.names).toEqual([]);
  });

  it("that is whole is published in both regions, also behind those and in parts", { timeout: 300_000 }, async () => {
    const parts = [[header], lines.slice(0, 300), lines.slice(300)].map((part) => gzipSync(part.join("")));
    for (const [name, content] of [
      ["whole", good],
      ["parts", Buffer.concat(parts)],
    ] as const) {
      const landed = await own.pipeline.land(parcels, `${name} ${engine}.csv.gz`, content, engine);
      await expectPublished(own.pipeline, landed, { rows });
    }
  });

  it("took no more memory for any of them than the function has on AWS", (context) => {
    const peak = peakMemory(`csv-lake-convert-${engine}`);
    if (peak === undefined) {
      console.log("Not tested, how much memory a bomb takes: this system does not tell");
      return context.skip();
    }
    expect(peak.used).toBeLessThan(peak.given);
  });
});

function flipped(bytes: Uint8Array, at: number): Uint8Array {
  return Uint8Array.from(bytes, (byte, index) => (index === at ? byte ^ 0xff : byte));
}

/** Good records, so many MiB of them, compressed a thousand times. */
function bomb(mebibytes: number, line = `1,${"x".repeat(253)}\n`): Uint8Array {
  const mebibyte = gzipSync(line.repeat(2 ** 20 / line.length));
  return Buffer.concat([gzipSync(header), ...Array.from({ length: mebibytes }, () => mebibyte)]);
}
