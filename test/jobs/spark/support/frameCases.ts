import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import type { Contract } from "../../../../core/contract/Contract.ts";
import { type CsvDialect, type CsvOptions, csv } from "../../../../core/contract/csv.ts";
import { dataset } from "../../../../core/contract/dataset.ts";
import { t } from "../../../../core/contract/t.ts";
import { Decoder } from "../../../../core/convert/decode/Decoder.ts";
import { ownHeader } from "../../../../core/convert/decode/ownHeader.ts";
import { encodeRecord } from "../../../../core/convert/frame/encodeRecord.ts";
import { Framer } from "../../../../core/convert/frame/Framer.ts";
import { fields } from "../../../../core/convert/frame/fields.ts";
import { recordText } from "../../../../core/convert/frame/recordText.ts";
import { readHeader } from "../../../../core/convert/readHeader.ts";
import { sparkPlan } from "../../../../core/emit/spark/sparkPlan.ts";
import { SluiceError } from "../../../../core/errors.ts";
import { escapedRecord } from "../../../../core/replay/escapedRecord.ts";
import { anyDialect } from "../../support/anyDialect.ts";
import { fileBytes } from "../../support/fileBytes.ts";

/** A file of one or two columns, and how the job cuts it: bytes read at once, and bytes of a range. */
export interface FrameCase {
  readonly contract: Contract;
  readonly bytes: Buffer;
  readonly chunk: number;
  readonly range: number;
}

/** What a file's bytes are: its records, or the code of the error that it fails with. */
export type Frames =
  | { readonly code: string }
  | {
      readonly records: readonly {
        readonly number: number;
        readonly error: string | null;
        readonly raw: string;
        /** As the header orders them. */
        readonly fields: readonly string[] | null;
      }[];
    };

const dialects = fc
  .tuple(anyDialect(), fc.constantFrom(2_000_000, 2_000_000, 2_000_000, 24, 24, 7, 6))
  .map(([dialect, longest]): CsvDialect => ({ ...dialect, maxRecordBytes: longest }));
const sizes = {
  chunk: fc.oneof(fc.integer({ min: 1, max: 60 }), fc.constant(4096)),
  range: fc.oneof(fc.integer({ min: 1, max: 80 }), fc.constant(4096)),
};

/** Any text, of bytes that matter and some that do not. */
const hostile = dialects.chain((dialect) => {
  const { delimiter: d, quote: q, escape: e } = dialect;
  const pieces = [d, d, q, q + q, q + d, d + q, `${q}\n`, `${q}\r\n`, `\n${q}`, `${q}\r`, "\n", "\n", "\r", "\r\n"];
  const comment = dialect.comment ?? "#";
  const texts = [comment, `\n${comment}`, e, e + q, e + e, " ", "\t", `\n \t${q}`, "a", "bc", "é", "€", "\ufeff"];
  const broken = ["\xff", "\xc3", "\x81", "\0"];
  const body = fc.array(fc.constantFrom(...pieces, ...texts, ...broken), { maxLength: 50 }).map(bytesOf);
  return fileOf(dialect, body);
});

/** Sound records of two fields, now and then an unsound one. */
const mostlySound = dialects.chain((dialect) => {
  const text = fc.string({
    unit: fc.constantFrom("a", "é", " ", dialect.delimiter, dialect.quote, dialect.escape, "\n", "\r\n"),
    maxLength: 6,
  });
  const sound = fc.tuple(text, text).map((texts) => escapedRecord(texts, dialect));
  const odd = fc.constantFrom(
    `a ${dialect.quote}`,
    "#",
    `#${dialect.quote}`,
    "",
    "a",
    `a${dialect.delimiter.repeat(2)}`,
  );
  const record = fc.oneof({ weight: 9, arbitrary: sound }, { weight: 1, arbitrary: odd });
  const ends = fc.constantFrom("\n", "\n", "\r\n", "\n\r\n", "\n\n");
  const body = fc
    .tuple(fc.array(record, { maxLength: 12 }), ends)
    .map(([all, end]) => Buffer.from(all.map((each) => each + end).join("")));
  return fileOf(dialect, body);
});

/** Files by what they are made of. */
export const frameCases: Readonly<Record<string, fc.Arbitrary<FrameCase>>> = {
  "hostile bytes": hostile,
  "records that are mostly sound": mostlySound,
};

/** Files that the job's Python once read otherwise, or would if one of its rules were another. */
export const fixedFrames: Readonly<Record<string, FrameCase>> = {
  "a second byte order mark, in UTF-16 without a header": fixed(
    { encoding: "utf-16", header: false },
    Buffer.from("\ufeff\ufeffa,b\n", "utf16le"),
  ),
  "a byte order mark behind lines to skip, without a header": fixed({ skip: 1, header: false }, "made by\n\ufeffa,b\n"),
  "records as long as they may be, without a header": fixed({ header: false, maxRecordBytes: 3 }, "1,2\n"),
  "a comment whose quotes stand where those of fields do": fixed({ comment: "#" }, 'a,b\n#,"x\ny,"\nz,1\n'),
  "a last field without text behind CRLF in quotes": fixed({}, 'a,b\n"x\r\ny",\n'),
  "nothing in it": fixed({}, ""),
  "a header alone, without a line end": fixed({ skip: 1 }, "made by\na,b"),
  "a comment alone": fixed({ comment: "#" }, "#a,b"),
  "a comment that is read in two, behind quotes that are none": fixed(
    { comment: "#" },
    'a,b\n"q"z,1\n#abcdefgh"\n1,2\n',
    12,
  ),
  "a comment of one byte at its end": fixed({ comment: "#" }, "a,b\n1,2\n#"),
  "half a character at its end, in UTF-16": fixed(
    { encoding: "utf-16" },
    Buffer.concat([Buffer.from("a,b\nx,y", "utf16le"), Buffer.of(0x41)]),
  ),
  "a blank line behind its header": fixed({}, "a,b\n\n1,2\n"),
  "blank lines": fixed({}, 'a,b\n1,2\n\n3,"4"\n\n'),
  "CRLF in quotes, beside quotes that are none": fixed({}, 'a,b\n"x\r\ny",b\n"q"z,1\n'),
  "a CR in a field, beside quotes that are none": fixed({}, 'a,b\nx\ry,"1"\n"q"z,1\n'),
  "a CR in a record without quotes, beside quotes that are none": fixed({}, 'a,b\nx\ry,1\n"q"z,1\n'),
  "a header behind a comment that is most of it": fixed({ comment: "#" }, "#xxxxxxx\na,b\n", 9),
  "quotes in a field, beside quotes that are none": fixed({}, 'a,b\nx "y" z,1\n"q"z,1\n'),
  "a CR and text behind a last field in quotes": fixed({}, 'a,b\nx,"y"\rz'),
  "a CR and text behind a last field in quotes, and a line end": fixed({}, 'a,b\nx,"y"\rz\n'),
  "UTF-16 with the higher byte first, read byte by byte": fixed(
    { encoding: "utf-16" },
    Buffer.from("\ufeffa,b\n1,2\n", "utf16le").swap16(),
    1,
  ),
  "more blank lines than bytes in a record": fixed({ maxRecordBytes: 7 }, `a,b\n${"\n".repeat(30)}1,2\n`, 10),
  "more blank lines than bytes in a record before its header": fixed(
    { maxRecordBytes: 7 },
    `${"\n".repeat(30)}a,b\n1,2\n`,
    10,
  ),
  "a comment of more bytes than a record may have": fixed(
    { comment: "#", maxRecordBytes: 7 },
    `a,b\n#${"x".repeat(30)}\n1,2\n`,
    5,
  ),
  "a record as long as it may be, read without its line end": fixed({ maxRecordBytes: 7 }, "a,b\n123,567\n", 7),
  "a line that ends with a range in which none begins": fixed(
    { splittable: true },
    "a,b\naaaaaaaa,bbbbbb\n1,2\n",
    4,
    8,
  ),
  "an escape before what needs none": fixed({ escape: "\\" }, 'a,b\n"x\\y\\"z",1\n'),
  "a header that is longer than a record may be": fixed({ maxRecordBytes: 2 }, "a,b\n1,2\n"),
};

function fixed(options: CsvOptions, text: string | Buffer, chunk = 1 << 20, range = 1 << 20): FrameCase {
  return { contract: contractOf(csv(options)), bytes: Buffer.from(text), chunk, range };
}

function contractOf(source: CsvDialect): Contract {
  return dataset("framed", { source, columns: { a: t.varchar(9), b: t.varchar(9).default("") } });
}

function fileOf(source: CsvDialect, body: fc.Arbitrary<Buffer>): fc.Arbitrary<FrameCase> {
  const contract = contractOf(source);
  const names = fc.constantFrom(["a", "b"], ["a", "b"], ["a", "b"], ["b", "a"], ["a"]);
  const odd = fc.constantFrom("", "", "", "", "\n", `${source.comment ?? "\r"}\n`, "\ufeff", "x");
  const header = fc.tuple(odd, names).map(([before, all]) => Buffer.from(`${before}${encodeRecord(all, source)}\n`));
  return fc
    .record({ header: source.header ? header : fc.constant(Buffer.of()), body, marked: fc.boolean(), ...sizes })
    .map(({ header, body, marked, ...cut }) => {
      return { contract, bytes: fileBytes(Buffer.concat([header, body]), source, marked), ...cut };
    });
}

/** The signs of broken characters stand for single bytes. */
function bytesOf(pieces: readonly string[]): Buffer {
  return Buffer.concat(pieces.map((piece) => Buffer.from(piece, /[\xff\xc3\x81]/.test(piece) ? "latin1" : "utf8")));
}

/** A case as it is given to `python/frame_cases.py`. */
export function askedOf({ contract, bytes, chunk, range }: FrameCase): object {
  return { plan: JSON.stringify(sparkPlan(contract)), data: bytes.toString("base64"), chunk, range };
}

/** A case by the definition. */
export function framesOf({ contract, bytes }: FrameCase): Frames {
  const { source } = contract;
  let hasHeader = false;
  const records: Extract<Frames, { records: unknown }>["records"][number][] = [];
  const framer = new Framer(source, (record) => {
    const { number, error, raw } = record;
    hasHeader = true;
    if (number === 0) readHeader(contract, record);
    else records.push({ number, error, raw: recordText(raw), fields: error === null ? fields({ raw }, source) : null });
  });
  const decoder = new Decoder(source, ownHeader(contract));
  try {
    framer.push(decoder.push(source.compression === "gzip" ? gunzipSync(bytes) : bytes));
    framer.push(decoder.end());
    framer.end();
    if (!hasHeader) readHeader(contract, null);
    return { records };
  } catch (error) {
    if (error instanceof SluiceError) return { code: error.code };
    throw error;
  }
}
