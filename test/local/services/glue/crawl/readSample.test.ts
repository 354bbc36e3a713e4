import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readSample } from "../../../../../local/services/glue/crawl/readSample.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sluice-sample-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const megabyte = 2 ** 20;

function sampleOf(content: Buffer) {
  const path = join(folder, "file");
  writeFileSync(path, content);
  return readSample(path, statSync(path).size);
}

describe("the sample of a file that is crawled", () => {
  it("is a short file whole, compressed or not", () => {
    const text = Buffer.from("a,b\n1,2\n");
    expect(sampleOf(text)).toEqual({ bytes: text, compression: "none", share: 1 });
    expect(sampleOf(gzipSync(text))).toEqual({ bytes: text, compression: "gzip", share: 1 });
    expect(sampleOf(Buffer.alloc(0))).toEqual({ bytes: Buffer.alloc(0), compression: "none", share: 1 });
  });

  it("is the first megabyte of what a longer file holds, with its share of that", () => {
    const text = Buffer.alloc(4 * megabyte, "0123456789,abc\n");
    expect(sampleOf(text)).toEqual({ bytes: text.subarray(0, megabyte), compression: "none", share: 0.25 });
    const found = sampleOf(gzipSync(text));
    expect(found.bytes.equals(text.subarray(0, megabyte))).toBe(true);
    expect(found).toMatchObject({ compression: "gzip", share: 0.25 });
  });
});
