import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AwsChunked } from "../../../local/services/s3/AwsChunked.ts";

function encode(chunks: Uint8Array[], trailers: Record<string, string>): Buffer {
  const parts = chunks.map((chunk) =>
    Buffer.concat([Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, Buffer.from("\r\n")]),
  );
  const tail = Object.entries(trailers).map(([name, value]) => `${name}:${value}\r\n`);
  return Buffer.concat([...parts, Buffer.from(`0\r\n${tail.join("")}\r\n`)]);
}

function cut(bytes: Buffer, size: number): Buffer[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) => bytes.subarray(n * size, (n + 1) * size));
}

describe("the aws-chunked decoder", () => {
  it("gives back the bytes and trailers, however the network cuts them", async () => {
    const chunk = fc.uint8Array({ minLength: 1, maxLength: 50 });
    await fc.assert(
      fc.asyncProperty(fc.array(chunk), fc.integer({ min: 1, max: 40 }), async (chunks, size) => {
        const decoder = new AwsChunked();
        const decoded = await buffer(
          Readable.from(cut(encode(chunks, { "x-amz-checksum-crc32": "AAAA==" }), size)).pipe(decoder),
        );
        expect(decoded.equals(Buffer.concat(chunks))).toBe(true);
        expect(decoder.trailers).toEqual({ "x-amz-checksum-crc32": "AAAA==" });
      }),
    );
  });

  it.each(["3\r\nab", "zz\r\nab\r\n0\r\n\r\n", "3\r\nabc\r\n"])("refuses the broken body %j", async (body) => {
    const decoder = Readable.from([Buffer.from(body)]).pipe(new AwsChunked());
    await expect(buffer(decoder)).rejects.toThrow();
  });
});
