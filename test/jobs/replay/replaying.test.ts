import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Contract } from "../../../core/contract/Contract.ts";
import { csv } from "../../../core/contract/csv.ts";
import { dataset } from "../../../core/contract/dataset.ts";
import { headersOf } from "../../../core/contract/headersOf.ts";
import { t } from "../../../core/contract/t.ts";
import { convert } from "../../../core/convert/convert.ts";
import { Decoder } from "../../../core/convert/decode/Decoder.ts";
import { ownHeader } from "../../../core/convert/decode/ownHeader.ts";
import { Framer } from "../../../core/convert/frame/Framer.ts";
import { recordText } from "../../../core/convert/frame/recordText.ts";
import type { Reject } from "../../../core/convert/Reject.ts";
import type { Row } from "../../../core/convert/recordConverter.ts";
import { correctionsDialect } from "../../../core/replay/correctionsDialect.ts";
import { escapedRecord } from "../../../core/replay/escapedRecord.ts";
import { lineEndBehind } from "../../../core/replay/lineEndBehind.ts";
import { rejectsCsv } from "../../../core/replay/rejectsCsv.ts";
import { convertFile } from "../../../jobs/duckdb/convertFile.ts";
import { replaying } from "../../../jobs/replay/replaying.ts";
import type { ConvertedFile } from "../../../jobs/staging/ConvertFile.ts";
import { convertLocally, type LocalConversion } from "../duckdb/support/convertLocally.ts";
import { shareInstance } from "../duckdb/support/shareInstance.ts";
import { anyCase } from "../support/anyCase.ts";
import { sortedTexts } from "../support/sortedTexts.ts";

/** A replay takes as long as some twenty conversions of a file that is no larger. */
const runs = Math.ceil(Number(process.env.SLUICE_RUNS ?? 1000) / 25);

const contract: Contract = dataset("things", {
  source: csv({ delimiter: ";" }),
  columns: { id: t.int(), day: t.date() },
  partitionBy: (c) => [c.day.year()],
});
const source = "id;day\n1;2024-01-01\nx;2024-01-02\n3;no day\n4;2023-01-01;\n";

/** Converts a source, then corrections of what it rejects. */
async function replayOf(
  of: Contract,
  bytes: Uint8Array,
  corrections: string,
): Promise<{ before: ConvertedFile; replayed: LocalConversion }> {
  const folder = await mkdtemp(join(tmpdir(), "sluice-replaying-"));
  try {
    const lineage = { source: "some/key.csv", run: "some-run" };
    const before = await convertFile({ contract: of, source: async () => once(bytes), lineage, folder });
    const rejects = before.files.filter(({ place }) => place.content === "rejects").map(({ path }) => path);
    const engine = replaying(convertFile, async () => rejects);
    return { before, replayed: await convertLocally(of, Buffer.from(corrections), undefined, engine) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

describe("the engine of a replay", () => {
  const replayed = async (corrections: string) => (await replayOf(contract, Buffer.from(source), corrections)).replayed;

  it("writes what is corrected as rows, and leaves as rejects what is not, each under its number in the source", async () => {
    const found = await replayed("_record;day;id\n4;2022-01-01;4\n3;30 May;3\n");
    expect(found.rows).toEqual([{ id: 4, day: "2022-01-01" }]);
    expect(found.rejects).toEqual([
      { record: 2, errors: [{ column: "id", reason: "invalid_integer" }], raw: "x;2024-01-02" },
      { record: 3, errors: [{ column: "day", reason: "invalid_date" }], raw: "30 May;3" },
    ]);
    expect(found).toMatchObject({ read: 3, written: 1, rejected: 2 });
    expect(found.reasons).toEqual({ invalid_date: 1, invalid_integer: 1 });
  });

  it("leaves no file of rejects where all of them are corrected", async () => {
    const found = await replayed('_record;id;day\n"2";2;2024-01-02\n 3 ;3;2024-01-03\n4;4;2024-01-04\n');
    expect(found.files.map(({ place }) => place.content)).toEqual(["rows"]);
    expect(found).toMatchObject({ read: 3, written: 3, rejected: 0, reasons: {} });
  });

  it("takes an empty or a short correction for what it is, and counts it", async () => {
    const found = await replayed("_record;id;day\n2;\n3\n4;;2024-01-04\n");
    expect(found.rejects.map(({ record, errors }) => [record, errors[0]?.reason])).toEqual([
      [2, "short_row"],
      [3, "short_row"],
      [4, "required"],
    ]);
  });

  it.each([
    ["_record;id;day\n1;1;2024-01-01\n", "replay.not_rejected"],
    ["_record;id;day\n2;1;2024-01-01\n2;1;2024-01-01\n", "replay.repeated_record"],
    ["_record;id;day\n02;1;2024-01-01\n", "replay.bad_record"],
    ['_record;id;day\n2;"1;2024-01-01\n', "replay.unclosed_quote"],
    ["_record;id;day\n", "replay.no_records"],
    ["id;day\n1;2024-01-01\n", "replay.no_record_column"],
    ["", "replay.no_record_column"],
    ["_record;id;when\n2;1;2024-01-01\n", "file.unknown_column"],
  ])("refuses %j with %s", async (corrections, code) => {
    await expect(replayed(corrections)).rejects.toMatchObject({ code });
  });
});

/** The records of a file, as text of UTF-8, the header first. */
function textsOf(of: Contract, bytes: Uint8Array): { texts: string[]; raws: Buffer[] } {
  const raws: Buffer[] = [];
  const framer = new Framer(of.source, ({ raw }) => void raws.push(Buffer.from(raw)));
  const decoder = new Decoder(of.source, ownHeader(of));
  for (const part of [decoder.push(bytes), decoder.end()]) framer.push(part);
  framer.end();
  if (!of.source.header) raws[0] = Buffer.from(escapedRecord(headersOf(of.columns), of.source));
  return { texts: raws.map(recordText), raws };
}

/** The last record gets no line end, as a quote that is not closed would take it in. */
function lineEndBefore(lines: readonly Buffer[], index: number): Buffer {
  const before = lines[index - 1];
  return Buffer.from(before === undefined ? "" : lineEndBehind(before.toString("latin1").at(-1)));
}

function rejectsOf(of: Contract, bytes: Uint8Array): readonly Reject[] | undefined {
  try {
    return convert(of as Contract<Row>, bytes).rejects;
  } catch {
    return undefined;
  }
}

describe("a source and a replay of its rejects, by any contract and dialect", () => {
  let own: () => void;
  beforeAll(() => {
    own = shareInstance();
  });
  afterAll(() => own());

  it("come to the rows and rejects of the source with those records corrected", async () => {
    const seen = { corrected: 0, rejected: 0 };
    const choices = fc.array(fc.record({ isIn: fc.boolean(), donor: fc.nat() }), { minLength: 8, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(anyCase({ least: 1, most: 40 }), choices, async ({ contract: any, bytes }, chosen) => {
        const expanded = any.source.compression === "gzip" ? gunzipSync(bytes) : bytes;
        const rejects = rejectsOf(any, expanded);
        if (rejects === undefined) return;
        const { texts, raws } = textsOf(any, expanded);
        const bad = new Set(rejects.map(({ record }) => record));
        const good = texts.filter((_, index) => index > 0 && !bad.has(index));
        // A quote that is not closed takes the rest of the file with it: such a correction is refused.
        const open = (reject: Reject) => reject.errors.some(({ reason }) => reason === "unclosed_quote");
        const corrections = rejects.flatMap((reject, index) => {
          const { isIn = false, donor = 0 } = chosen[index % chosen.length] ?? {};
          const raw = good[donor % Math.max(1, good.length)];
          if (isIn && raw !== undefined) return [{ record: reject.record, raw }];
          return isIn && !open(reject) ? [{ record: reject.record, raw: reject.raw }] : [];
        });
        if (corrections.length === 0) return;
        const plain = { ...any, source: correctionsDialect(any.source) } as Contract<Row>;
        const corrected = new Map(corrections.map(({ record, raw }) => [record, Buffer.from(raw)]));
        const lines = raws.map((raw, index) => corrected.get(index) ?? raw);
        const expected = convert(
          plain,
          Buffer.concat(lines.flatMap((line, index) => [lineEndBefore(lines, index), line])),
        );
        const base = convert(any as Contract<Row>, expanded);
        const { replayed } = await replayOf(any, bytes, rejectsCsv(any.source, texts[0] ?? "", corrections));
        expect(sortedTexts([...base.rows, ...replayed.rows])).toEqual(sortedTexts(expected.rows));
        expect(replayed.rejects).toEqual(expected.rejects);
        seen.corrected += replayed.written;
        seen.rejected += replayed.rejected;
      }),
      { numRuns: runs },
    );
    expect(seen.corrected).toBeGreaterThan(40);
    expect(seen.rejected).toBeGreaterThan(40);
  });
});
