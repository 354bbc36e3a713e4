import { randomBytes } from "node:crypto";
import { gzipSync } from "node:zlib";
import { DeleteObjectCommand, HeadObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Engine } from "../../core/commit/Run.ts";
import { zipcodes } from "../../datasets/zipcodes.ts";
import { expectFaultless } from "./faults/support/expectFaultless.ts";
import { files } from "./faults/support/files.ts";
import { loadedProgram } from "./faults/support/loadedProgram.ts";
import { type Landed, Pipeline } from "./faults/support/Pipeline.ts";

let pipeline: Pipeline;
beforeAll(async () => {
  pipeline = await Pipeline.start(await loadedProgram({ "sluice:warehouse": "none" }));
  expect(await pipeline.run(zipcodes, "good.csv", good)).toMatchObject({ status: "SUCCEEDED" });
});
afterEach(() => pipeline.host.faults.clear());
afterAll(async () => await pipeline?.[Symbol.asyncDispose]());

const good = files.zipcodes("Town", 20);
const header = "zip_code,latitude,longitude,city,state,county\n";
const engines = ["inline", "duckdb"] as const satisfies readonly Engine[];

/** Expects a run to fail with that error and one mail that names it, and both regions to be as the good file left them. */
async function expectRefused(landed: Landed, code: string, step: RegExp, mend: RegExp): Promise<void> {
  const { status, error, cause } = await pipeline.end(landed);
  expect({ status, error }).toEqual({ status: "FAILED", error: code });
  expect(cause).toMatch(mend);
  const mails = pipeline.mails().filter((mail) => mail.includes(landed.run));
  expect(mails).toHaveLength(1);
  expect(mails[0]).toMatch(step);
  expect(mails[0]).toContain(`\nError: ${code}\n`);
  pipeline.landed.delete(landed.key);
  await expectFaultless(pipeline);
}

const bad: readonly (readonly [what: string, code: string, content: string | Uint8Array, mend: RegExp])[] = [
  ["with another delimiter", "file.wrong_delimiter", good.replaceAll(",", ";"), /csv\(\{ delimiter: ";" \}\)/],
  [
    "with another delimiter and quoted names",
    "file.wrong_delimiter",
    '"zip_code"\t"latitude"\t"longitude"\n',
    /csv\(\{ delimiter: "\\t" \}\)/,
  ],
  ["with a header that occurs twice", "file.duplicate_header", `zip_code,${header}`, /"zip_code" more than once/],
  ["that is compressed, which its contract does not say", "file.not_text", gzipSync(good), /but a gzip file/],
  ["in UTF-16, which its contract does not say", "file.not_text", Buffer.from(good, "utf16le"), /zero bytes/],
  ["that is a workbook", "file.not_text", Buffer.concat([Buffer.from("PK\x03\x04"), randomBytes(5000)]), /ZIP/],
  ["of zero bytes", "file.not_text", Buffer.alloc(5000), /zero bytes/],
  ["with a record of more than 2 MB", "file.long_record", `${header}1,2,3,"${"x\n".repeat(1_100_000)}`, /2000000/],
];

describe.each(engines)("a file for %s", (engine) => {
  it.each(bad)("%s fails its run with %s, is told of, and changes nothing in either region", async (...args) => {
    const [what, code, content, mend] = args;
    const landed = await pipeline.land(zipcodes, `${what} ${engine}.csv`, content, engine);
    await expectRefused(landed, code, new RegExp(`Step: Convert${engine}\n`, "i"), mend);
  });

  it("whose version is deleted before it is read says so, and a newer one is read in its stead by no run", async () => {
    pipeline.host.faults.add({
      action: "lambda:InvokeFunction",
      resource: "*-convert-*",
      times: 1,
      answer: { hang: 25_000 },
    });
    const name = `deleted ${engine}.csv`;
    const gone = await pipeline.land(zipcodes, name, files.zipcodes("Gone", 3), engine);
    await expect.poll(() => pipeline.host.faults.all()[0]?.done, { timeout: 30_000 }).toBe(1);
    await deleteNewest(gone.key);
    const newer = await pipeline.run(zipcodes, name, files.zipcodes("Newer", 2));
    expect(newer.status).toBe("SUCCEEDED");
    pipeline.host.faults.clear();
    expect(await pipeline.end(gone)).toMatchObject({ status: "FAILED", error: "file.deleted" });
    expect(pipeline.mails().at(-1)).toMatch(/\nError: file\.deleted\nCause: .*land the file again/);
    await expectFaultless(pipeline);
  });
});

/** Deletes the version that a key has now, for good. */
async function deleteNewest(Key: string): Promise<void> {
  const s3 = new S3Client(pipeline.target.clientConfig(pipeline.near));
  const Bucket = pipeline.target.outputs.landingBucket;
  const { VersionId } = await s3.send(new HeadObjectCommand({ Bucket, Key }));
  await s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId }));
  s3.destroy();
}
