import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sha256 } from "../../core/sha256.ts";
import { digests } from "./support/datasets/packed.ts";
import { expectRows } from "./support/expectPublished.ts";
import { expectRefused } from "./support/expectRefused.ts";
import { type OwnPipeline, ownPipeline } from "./support/ownPipeline.ts";
import { SmallDisk } from "./support/SmallDisk.ts";

let own: OwnPipeline;
let disk: SmallDisk;
beforeAll(async () => {
  own = await ownPipeline(new URL("./support/datasets/packed.ts", import.meta.url));
  disk = new SmallDisk(16);
  if (disk.whyNot !== undefined) console.log(`Not tested, a full disk: ${disk.whyNot}`);
});
afterAll(async () => {
  await own?.[Symbol.asyncDispose]();
  disk?.[Symbol.dispose]();
});

/** What hardly can be compressed: as Parquet it takes as much. */
const rows = Array.from({ length: 2000 }, (_, index) => ({ digest: sha256(String(index)) }));
const content = `digest\n${rows.map(({ digest }) => `${digest}\n`).join("")}`;

describe("a disk that is full", { timeout: 300_000 }, () => {
  it.for([
    ["inline", 0, "ConvertInline"],
    ["duckdb", 0, "ConvertDuckdb"],
    // Enough for what the framer prepares, not for the Parquet beside it.
    ["duckdb", content.length * 1.3, "ConvertDuckdb"],
  ] as const)(
    "but for %s's %d bytes fails the run and leaves all as it was; a retry with room publishes",
    async (given, context) => {
      if (disk.whyNot !== undefined) return context.skip(disk.whyNot);
      const [engine, left, step] = given;
      const filled = disk.fill(left);
      const land = () => own.pipeline.land(digests, `${engine} ${left}.csv`, content, engine);
      const landed = await expectRefused(own.pipeline, land, {
        error: "convert.disk_full",
        step,
        cause: /no space left on device/i,
      });
      filled[Symbol.dispose]();
      expect(disk.names).toEqual([]);
      expect(await own.pipeline.retry(landed)).toMatchObject({ status: "SUCCEEDED" });
      await expectRows(own.pipeline, landed, { rows });
    },
  );
});
