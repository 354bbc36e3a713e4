import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { algorithmNames, checksumAlgorithms } from "../../../../local/services/s3/checksumAlgorithms.ts";
import { copyDigested } from "../../../../local/services/s3/copyDigested.ts";
import { assemble } from "../../../../local/services/s3/multipart/assemble.ts";
import type { Part, Upload } from "../../../../local/services/s3/multipart/Upload.ts";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "assemble-"));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

const pieces = fc.array(fc.uint8Array({ minLength: 1, maxLength: 200_000 }), { minLength: 1, maxLength: 5 });

function uploadOf(how: Partial<Upload>): Upload {
  return {
    id: "1",
    key: "k",
    initiated: "",
    initiator: "",
    headers: {},
    metadata: {},
    algorithm: undefined,
    checksumType: "FULL_OBJECT",
    ...how,
  };
}

/** Writes each piece as a part, digested as the upload wants it. */
async function partsOf(upload: Upload, all: readonly Uint8Array[]): Promise<Part[]> {
  return await Promise.all(
    all.map(async (piece, index) => {
      const [raw, file] = [join(folder, `${index}.raw`), String(index)];
      await writeFile(raw, piece);
      const algorithm = upload.algorithm ?? "crc64nvme";
      const { bytes, etag, checksums } = await copyDigested(raw, join(folder, file), algorithm);
      return { number: index + 1, file, bytes, etag, checksum: checksums[algorithm], lastModified: "" };
    }),
  );
}

const md5 = (bytes: Uint8Array) => createHash("md5").update(bytes).digest();

describe("an object assembled of parts", () => {
  it("has the bytes of the parts, the MD5 of their MD5s, and as full checksum that of the bytes, however they are cut", async () => {
    const full = algorithmNames.filter((name) => checksumAlgorithms[name].types.includes("FULL_OBJECT"));
    expect(full).toEqual(["crc32", "crc32c", "crc64nvme"]);
    await fc.assert(
      fc.asyncProperty(pieces, fc.constantFrom(...full), async (all, algorithm) => {
        const upload = uploadOf({ algorithm, checksumType: "FULL_OBJECT" });
        const whole = join(folder, "whole");
        const fileOf = ({ file }: Part) => join(folder, file);
        const assembled = await assemble(upload, await partsOf(upload, all), fileOf, whole);
        const bytes = Buffer.concat(all);
        expect((await readFile(whole)).equals(bytes)).toBe(true);
        expect(assembled.bytes).toBe(bytes.length);
        expect(assembled.parts).toEqual(all.map(({ length }) => length));
        expect(assembled.etag).toBe(`${md5(Buffer.concat(all.map(md5))).toString("hex")}-${all.length}`);
        const again = await copyDigested(whole, join(folder, "again"), algorithm);
        expect(assembled.checksums).toEqual(again.checksums);
      }),
      { numRuns: 30 },
    );
  });

  it("has as composite checksum that of the parts' checksums, and their number", async () => {
    await fc.assert(
      fc.asyncProperty(pieces, async (all) => {
        const composite = async (algorithm: "sha256" | "crc32") => {
          const upload = uploadOf({ algorithm, checksumType: "COMPOSITE" });
          const fileOf = ({ file }: Part) => join(folder, file);
          return (await assemble(upload, await partsOf(upload, all), fileOf, join(folder, "whole"))).checksums[
            algorithm
          ];
        };
        const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest();
        const crc = (bytes: Uint8Array) => {
          const four = Buffer.alloc(4);
          four.writeUInt32BE(crc32(bytes));
          return four;
        };
        const expected = (hash: (bytes: Uint8Array) => Buffer) =>
          `${hash(Buffer.concat(all.map(hash))).toString("base64")}-${all.length}`;
        expect(await composite("sha256")).toBe(expected(sha256));
        expect(await composite("crc32")).toBe(expected(crc));
      }),
      { numRuns: 20 },
    );
  });

  it("has S3's own kind of checksum where none is asked for", async () => {
    const upload = uploadOf({});
    const fileOf = ({ file }: Part) => join(folder, file);
    const parts = await partsOf(upload, [Buffer.from("12345"), Buffer.from("6789")]);
    const { checksums } = await assemble(upload, parts, fileOf, join(folder, "whole"));
    // The check value of CRC-64/NVME, as its catalogues give it.
    expect(checksums).toEqual({ crc64nvme: Buffer.from("ae8b14860a799888", "hex").toString("base64") });
  });
});
