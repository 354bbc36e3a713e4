import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { zipcodes } from "../../../datasets/zipcodes.ts";
import { bundle } from "../../../infra/bundle.ts";
import { archiveFiles } from "../../../local/program/archiveFiles.ts";
import { runningHost } from "../../local/fixtures/runningHost.ts";
import { functionEnvironment, landedRun } from "../shared/landedRun.ts";

const running = runningHost();
functionEnvironment(running);
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluice-bundle-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function bundledCode(): Promise<string> {
  const files = await archiveFiles(await bundle("convert-inline"), "convert-inline");
  expect(files.map(({ path }) => path)).toEqual(["index.mjs"]);
  return files[0] && "text" in files[0] ? files[0].text : "";
}

describe("the bundle of the inline convert step", () => {
  test("is one module below 2 MB (2,000,000 bytes), without DuckDB", async () => {
    const code = await bundledCode();
    expect(Buffer.byteLength(code)).toBeLessThan(2_000_000);
    expect(code).not.toContain("@duckdb/");
  });

  test("converts, though the Parquet writer is no module of strict code", async () => {
    const path = join(folder, "index.mjs");
    await writeFile(path, await bundledCode());
    const { handler } = await import(pathToFileURL(path).href);
    const bucket = String(running.graph.outputs.bucket);
    vi.stubEnv("SLUICE_REGIONS", JSON.stringify({ near: { name: "eu-west-1", bucket } }));
    const s3 = new S3Client(running.host.clientConfig("eu-west-1"));
    const rows = ["01001,42.1,-72.6,Agawam,MA,Hampden", '01002,-0,1e1,"Äm""herst",MA,', "x,,"];
    const text = ["zip_code,latitude,longitude,city,state,county", ...rows].join("\n");
    const run = await landedRun(s3, bucket, zipcodes, text, "inline");
    expect(await handler({ run })).toMatchObject({ near: { status: "staged" }, read: 3, written: 2, rejected: 1 });
    s3.destroy();
  });
});
