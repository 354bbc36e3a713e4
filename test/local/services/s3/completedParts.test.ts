import { describe, expect, it } from "vitest";
import { completedParts } from "../../../../local/services/s3/multipart/completedParts.ts";
import type { Part, Upload } from "../../../../local/services/s3/multipart/Upload.ts";

const mebibyte = 1024 ** 2;
const plain: Upload = {
  id: "1",
  key: "k",
  initiated: "",
  initiator: "",
  headers: {},
  metadata: {},
  algorithm: undefined,
  checksumType: "FULL_OBJECT",
};
const composite: Upload = { ...plain, algorithm: "sha256", checksumType: "COMPOSITE" };

function part(number: number, bytes: number): Part {
  return { number, bytes, file: String(number), etag: `e${number}`, checksum: `c${number}`, lastModified: "" };
}
const uploaded = [part(1, 5 * mebibyte), part(2, 5 * mebibyte - 1), part(3, 5 * mebibyte), part(7, 1)];

/** The body that lists parts of these numbers, correctly unless told otherwise. */
function listing(numbers: readonly number[], more: (number: number) => string = () => ""): string {
  const parts = numbers.map(
    (n) => `<Part><ETag>&quot;e${n}&quot;</ETag><PartNumber>${n}</PartNumber>${more(n)}</Part>`,
  );
  return `<CompleteMultipartUpload>${parts.join("")}</CompleteMultipartUpload>`;
}
const sha256 = (n: number) => `<ChecksumSHA256>c${n}</ChecksumSHA256>`;
const numbersOf = (upload: Upload, body: string) => completedParts(upload, uploaded, body).map(({ number }) => number);

describe("the parts of a completion", () => {
  it("may be any of those uploaded, in order, the last one small", () => {
    expect(numbersOf(plain, listing([1, 3, 7]))).toEqual([1, 3, 7]);
    expect(numbersOf(plain, listing([7]))).toEqual([7]);
    expect(numbersOf(composite, listing([1, 2], sha256))).toEqual([1, 2]);
  });

  it.each([
    ["a small part that is not the last", plain, listing([1, 2, 3]), "EntityTooSmall"],
    ["descending numbers", plain, listing([3, 1]), "InvalidPartOrder"],
    ["a number twice", plain, listing([1, 1]), "InvalidPartOrder"],
    ["a gap between parts with checksums of their own", composite, listing([1, 3], sha256), "InvalidPartOrder"],
    ["a part that was not uploaded", plain, listing([1, 4]), "InvalidPart"],
    ["another ETag", plain, listing([1]).replace("e1", "e3"), "InvalidPart"],
    ["another checksum", composite, listing([1], () => sha256(3)), "InvalidPart"],
    ["a checksum that the upload does not keep", plain, listing([1], sha256), "InvalidPart"],
    ["no checksum where each part has one", composite, listing([1]), "InvalidRequest"],
    ["no part", plain, "<CompleteMultipartUpload/>", "MalformedXML"],
    ["a part without a number", plain, listing([1]).replaceAll("PartNumber", "Number"), "MalformedXML"],
    ["what is no XML", plain, "{}", "MalformedXML"],
  ])("are refused with %s", (_, upload, body, code) => {
    expect(() => completedParts(upload, uploaded, body)).toThrow(expect.objectContaining({ code }));
  });
});
