import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Contract } from "../../../../core/contract/Contract.ts";
import { type CsvOptions, csv } from "../../../../core/contract/csv.ts";
import { dataset } from "../../../../core/contract/dataset.ts";
import { t } from "../../../../core/contract/t.ts";
import { Decoder } from "../../../../core/convert/decode/Decoder.ts";
import { ownHeader } from "../../../../core/convert/decode/ownHeader.ts";

const contractOf = (options: CsvOptions): Contract =>
  dataset("d", { source: csv(options), columns: { one: t.int(), two: t.int().from('"2",') } });

/** The text that a file becomes, given to the decoder in pieces of so many bytes. */
function decoded(options: CsvOptions, bytes: Uint8Array, piece = bytes.length || 1): string {
  const contract = contractOf(options);
  const decoder = new Decoder(contract.source, ownHeader(contract));
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += piece)
    chunks.push(Buffer.from(decoder.push(bytes.subarray(at, at + piece))));
  return Buffer.concat([...chunks, decoder.end()]).toString();
}

const utf16 = (text: string, bigEndian: boolean, mark: boolean) => {
  const bytes = Buffer.from(`${mark ? "\ufeff" : ""}${text}`, "utf16le");
  return bigEndian ? bytes.swap16() : bytes;
};

describe("the bytes of a file become UTF-8", () => {
  test("from UTF-16 of either byte order, wherever they are cut", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.boolean(), fc.integer({ min: 1, max: 5 }), (text, big, piece) => {
        expect(decoded({ encoding: "utf-16" }, utf16(text, big, true), piece)).toBe(text);
      }),
    );
  });

  test("from UTF-16 without a mark, whose lower byte comes first", () => {
    expect(decoded({ encoding: "utf-16" }, utf16("a,é\n", false, false))).toBe("a,é\n");
  });

  test("from windows-1252, of which each byte is a character", () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
    const text = decoded({ encoding: "windows-1252" }, bytes, 7);
    expect(Array.from(text)).toHaveLength(256);
    expect(text.slice(0x80, 0x85)).toBe("€\u0081‚ƒ„");
    expect(text.slice(0xe8, 0xea)).toBe("èé");
  });

  test("unchanged from UTF-8, valid or not", () => {
    const bytes = Uint8Array.from([0xef, 0xbb, 0xbf, 0x61, 0xff, 0x0a]);
    expect(Buffer.from(new Decoder(csv()).push(bytes))).toEqual(Buffer.from(bytes));
  });

  test("with U+FFFD for half a surrogate pair, and for half a code unit at the end", () => {
    const bytes = Buffer.concat([Buffer.from("a\ud800b", "utf16le"), Buffer.from([0x63])]);
    expect(decoded({ encoding: "utf-16" }, bytes)).toBe("a\ufffdb\ufffd");
  });
});

describe("lines to skip", () => {
  test("are dropped in any encoding, wherever the bytes are cut", () => {
    const lines = fc.array(fc.stringMatching(/^[a-zé,"\r]{0,5}$/), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(lines, fc.nat(7), fc.integer({ min: 1, max: 4 }), (texts, skip, piece) => {
        const kept = texts.slice(skip).join("\n");
        expect(decoded({ encoding: "utf-8", skip }, Buffer.from(texts.join("\n")), piece)).toBe(kept);
        expect(decoded({ encoding: "utf-16", skip }, utf16(texts.join("\n"), true, true), piece)).toBe(kept);
      }),
    );
  });
});

describe("a file without a header", () => {
  test("has a record of as many fields in its place, and loses its byte order mark", () => {
    for (const piece of [1, 2, 100]) {
      const text = decoded({ header: false }, Buffer.from("\ufeff1,2\n"), piece);
      expect(text).toBe(",\n1,2\n");
      expect(decoded({ header: false, skip: 1 }, Buffer.from("\ufeff#\n1,2\n"), piece)).toBe(text);
    }
    expect(decoded({ header: false }, Buffer.from(""))).toBe(",\n");
    expect(decoded({ header: false, encoding: "utf-16" }, utf16("1,2\n", true, true))).toBe(",\n1,2\n");
  });

  test("of one column has a letter there that its dialect gives no meaning", () => {
    const source = csv({ header: false, delimiter: "a", comment: "b" });
    const header = ownHeader({ source, columns: contractOf({}).columns.slice(0, 1) });
    expect(Buffer.from(header ?? []).toString()).toBe("c\n");
  });
});
