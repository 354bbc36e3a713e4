import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csv } from "../../../core/contract/csv.ts";
import { dataset } from "../../../core/contract/dataset.ts";
import { t } from "../../../core/contract/t.ts";
import { convert } from "../../../core/convert/convert.ts";
import { encodeRecord } from "../../../core/convert/frame/encodeRecord.ts";

const source = csv({ delimiter: ";" });
const contract = dataset("costs", {
  source,
  columns: {
    takenOn: t.date().from("taken on"),
    cost: t.decimal(5, 2).nullable(),
    units: t.bigint().between(0n, 99n).default(1n),
    note: t.varchar(20).keepEmpty(),
  },
});
const convertText = (text: string) => convert(contract, Buffer.from(text));

describe("a conversion", () => {
  it("gives rows by the columns' keys, in the file's order", () => {
    expect(convertText("note;cost;taken on\r\n;1.5;2024-02-29\nx;;2024-03-01\n")).toEqual({
      read: 2,
      rows: [
        { takenOn: "2024-02-29", cost: "1.50", units: 1n, note: "" },
        { takenOn: "2024-03-01", cost: null, units: 1n, note: "x" },
      ],
      rejects: [],
      added: [],
    });
  });

  it("gives one reject a record, with an error a column in contract order and by its SQL name", () => {
    expect(convertText("note;units;cost;taken on\nfine;1;2;2024-01-01\n;x;1.005;2024-02-30\n;100;9;").rejects).toEqual([
      {
        record: 2,
        errors: [
          { column: "taken_on", reason: "invalid_date" },
          { column: "cost", reason: "too_precise" },
          { column: "units", reason: "invalid_integer" },
        ],
        raw: ";x;1.005;2024-02-30",
      },
      {
        record: 3,
        errors: [
          { column: "taken_on", reason: "required" },
          { column: "units", reason: "above_maximum" },
        ],
        raw: ";100;9;",
      },
    ]);
  });

  it("gives a record that is bad as a whole one error without a column", () => {
    const file = Buffer.from("taken on;cost;units;note\nbad\n2024-01-01;1;1;\xff\r\n2024-01-01;1;1;\n", "latin1");
    expect(convert(contract, file).rejects).toEqual([
      { record: 1, errors: [{ column: null, reason: "short_row" }], raw: "bad" },
      { record: 2, errors: [{ column: null, reason: "invalid_utf8" }], raw: "2024-01-01;1;1;\ufffd" },
    ]);
  });

  it("of a file with a header only reads nothing", () => {
    expect(convertText("taken on;cost;note")).toEqual({ read: 0, rows: [], rejects: [], added: [] });
  });

  it("of a file whose header does not fit fails as a whole", () => {
    expect(() => convertText("")).toThrow(expect.objectContaining({ code: "file.no_header" }));
    expect(() => convertText("a;b\n1;2\n")).toThrow(expect.objectContaining({ code: "file.unknown_column" }));
  });

  it("reads back what it is given in quotes, and makes each record a row or a reject, whatever the chunks are", () => {
    const record = fc.record({
      date: fc.constantFrom("2024-02-29", "2024-02-30", "", "x"),
      cost: fc.constantFrom("1.5", "1.005", "", "1000"),
      note: fc.string({
        unit: fc.oneof(fc.constantFrom('"', ";", "\n", "\r", " "), fc.string({ maxLength: 1 })),
        maxLength: 12,
      }),
    });
    fc.assert(
      fc.property(fc.array(record, { maxLength: 10 }), fc.integer({ min: 1, max: 40 }), (records, size) => {
        const lines = records.map(({ date, cost, note }) => encodeRecord([date, cost, note], source));
        const file = Buffer.from(["taken on;cost;note", ...lines].join("\r\n"));
        const chunks = Array.from({ length: Math.ceil(file.length / size) }, (_, at) =>
          file.subarray(at * size, (at + 1) * size),
        );
        const { read, rows, rejects } = convert(contract, chunks);
        const good = records.filter(({ date, cost }) => date === "2024-02-29" && (cost === "1.5" || cost === ""));
        expect([read, rejects.length]).toEqual([records.length, records.length - good.length]);
        expect(rows.map(({ note }) => note)).toEqual(good.map(({ note }) => note.replaceAll("\r\n", "\n")));
      }),
    );
  });
});
