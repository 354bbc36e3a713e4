import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { gunzipped } from "../../../jobs/staging/gunzipped.ts";

async function* chunksOf(bytes: Uint8Array, size = 1000) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function expanded(bytes: Uint8Array): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of gunzipped(chunksOf(bytes))) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const text = Buffer.from(Array.from({ length: 20_000 }, (_, index) => `${index},${index ** 3}\n`).join(""));

describe("a gzip file", () => {
  test("is expanded, and so are several behind each other", async () => {
    expect(await expanded(gzipSync(text))).toEqual(text);
    expect(await expanded(Buffer.concat([gzipSync(text), gzipSync(text)]))).toEqual(Buffer.concat([text, text]));
  });

  test("that ends too early is told from one that is damaged, and from what is none", async () => {
    const whole = gzipSync(text);
    await expect(expanded(whole.subarray(0, -100))).rejects.toMatchObject({ code: "file.truncated_gzip" });
    await expect(expanded(whole.subarray(0, 5))).rejects.toMatchObject({ code: "file.truncated_gzip" });
    const damaged = Buffer.from(whole);
    damaged.fill(0xff, whole.length - 2000, whole.length - 1000);
    await expect(expanded(damaged)).rejects.toMatchObject({ code: "file.corrupt_gzip" });
    const small = gzipSync("a,b\n");
    const worse = Buffer.concat([small.subarray(0, 12), Buffer.alloc(8, 0xff), small.subarray(-8)]);
    await expect(expanded(worse)).rejects.toMatchObject({ code: "file.corrupt_gzip" });
    await expect(expanded(text)).rejects.toMatchObject({ code: "file.not_gzip" });
  });

  test("that expands without end is given up, long before it is expanded", async () => {
    const bomb = gzipSync(Buffer.alloc(300 << 20));
    let out = 0;
    const reading = async () => {
      for await (const chunk of gunzipped(chunksOf(bomb))) out += chunk.length;
    };
    await expect(reading()).rejects.toMatchObject({ code: "file.gzip_bomb" });
    expect(out).toBeLessThan(100 << 20);
  });

  test("whose source breaks off fails as the source does", async () => {
    async function* broken() {
      yield gzipSync(text).subarray(0, 100);
      throw new Error("the connection is gone");
    }
    const reading = async () => {
      for await (const _ of gunzipped(broken()));
    };
    await expect(reading()).rejects.toThrow("the connection is gone");
  });
});
