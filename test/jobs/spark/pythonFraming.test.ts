import { spawnSync } from "node:child_process";
import { join } from "node:path";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { type CsvDialect, csv } from "../../../core/contract/csv.ts";
import { encodeRecord } from "../../../core/convert/frame/encodeRecord.ts";
import { fields } from "../../../core/convert/frame/fields.ts";
import { recordText } from "../../../core/convert/frame/recordText.ts";
import { setUpSpark } from "../../../local/python/setUpSpark.ts";
import { frameAll } from "../../core/convert/frame/frameAll.ts";
import { seed } from "../../seed.ts";

const sources = join(import.meta.dirname, "../../../jobs/spark");
const script = join(import.meta.dirname, "python/frame_cases.py");
let python: string;

beforeAll(async () => {
  python = (await setUpSpark()).python;
}, 600_000);

/** A file without its header, and how the job cuts it: bytes read at once, and bytes of a range. */
interface Case {
  readonly file: Buffer;
  readonly dialect: CsvDialect;
  readonly chunk: number;
  readonly range: number;
}

const dialects = fc
  .record({
    splittable: fc.boolean(),
    delimiter: fc.constantFrom(",", ";", "\t"),
    quote: fc.constantFrom('"', "'"),
    comment: fc.constantFrom(null, null, "#"),
    isEscaped: fc.boolean(),
  })
  .map(({ isEscaped, ...options }) =>
    csv({ ...options, ...(isEscaped && !options.splittable ? { escape: "\\" } : {}) }),
  );
const sizes = { chunk: fc.integer({ min: 1, max: 60 }), range: fc.integer({ min: 1, max: 80 }) };

/** Any text, of bytes that matter and some that do not. */
const hostile = dialects.chain((dialect) => {
  const { delimiter: d, quote: q } = dialect;
  const pieces = [d, d, q, q + q, q + d, d + q, `${q}\n`, `${q}\r\n`, `\n${q}`, "\n", "\n", "\r", "\r\n"];
  const texts = ["#", "\n#", "\\", `\\${q}`, " ", "\t", "a", "bc", "é", "€", "\ufeff", "\xff", "\xc3", "\0"];
  const file = fc.array(fc.constantFrom(...pieces, ...texts), { maxLength: 50 }).map((all) => bytesOf(all));
  return fc.record({ file, dialect: fc.constant(dialect), ...sizes });
});

/** Sound records of two fields, now and then an unsound one. */
const mostlySound = dialects.chain((dialect) => {
  const text = fc.string({
    unit: fc.constantFrom("a", "é", " ", dialect.delimiter, dialect.quote, "\\", "\n", "\r\n"),
    maxLength: 6,
  });
  const sound = fc.tuple(text, text).map((texts) => encoded(texts, dialect));
  const odd = fc.constantFrom(`a ${dialect.quote}`, "#", `#${dialect.quote}`);
  const record = fc.oneof({ weight: 9, arbitrary: sound }, { weight: 1, arbitrary: odd });
  const file = fc.array(record, { maxLength: 12 }).map((all) => Buffer.from(all.map((each) => `${each}\n`).join("")));
  return fc.record({ file, dialect: fc.constant(dialect), ...sizes });
});

/** A record as its dialect has it: with doubled quotes, or escaped ones. */
function encoded(texts: readonly string[], dialect: CsvDialect): string {
  const { delimiter, quote, escape: mark } = dialect;
  if (mark === quote) return encodeRecord(texts, dialect);
  const escaped = (text: string) => text.replaceAll(mark, mark + mark).replaceAll(quote, mark + quote);
  return texts.map((text) => quote + escaped(text) + quote).join(delimiter);
}

/** The signs of broken characters stand for single bytes. */
function bytesOf(pieces: readonly string[]): Buffer {
  return Buffer.concat(pieces.map((piece) => Buffer.from(piece, /[\xff\xc3]/.test(piece) ? "latin1" : "utf8")));
}

/** The records by the definition, and those that the job's own code finds in the same files, in one process. */
function compared(cases: readonly Case[]): { readonly wanted: unknown[]; readonly found: unknown[] } {
  const asked = cases.map(({ file, dialect, chunk, range }) => {
    return { ...dialect, data: file.toString("base64"), chunk, range, width: 2 };
  });
  const { stdout, stderr } = spawnSync(python, [script], {
    input: JSON.stringify(asked),
    env: { ...process.env, PYTHONPATH: sources, PYTHONDONTWRITEBYTECODE: "1" },
    maxBuffer: 2 ** 30,
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  const wanted = cases.map(({ file, dialect }) => {
    const header = Buffer.from(`h${dialect.delimiter}h\n`);
    const [, ...framed] = frameAll(Buffer.concat([header, file]), { dialect });
    const records = framed.map(({ number, error, raw }) => {
      return { number, error, raw: recordText(raw), fields: error === null ? fields({ raw }, dialect) : null };
    });
    return { read: records.length, records };
  });
  return { wanted, found: JSON.parse(stdout) };
}

describe("the job's records, however a file is cut into ranges and chunks, are the framer's", () => {
  test.each([
    ["hostile bytes", hostile],
    ["records that are mostly sound", mostlySound],
  ])("in files of %s", (_, file) => {
    const cases: Case[] = fc.sample(file, { numRuns: Number(process.env.SLUICE_RUNS ?? 200), seed });
    const { wanted, found } = compared(cases);
    for (const [index, { file: bytes, ...cut }] of cases.entries()) {
      expect(found[index], `seed ${seed}: ${bytes.toString("latin1")} ${JSON.stringify(cut)}`).toEqual(wanted[index]);
    }
  });
});
