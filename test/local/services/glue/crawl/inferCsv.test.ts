import fc from "fast-check";
import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import { inferCsv } from "../../../../../local/services/glue/crawl/inferCsv.ts";

const columns = (text: string) => inferCsv(text, [])?.columns.map(({ name, type }) => `${name} ${type}`);
const classifier = {
  delimiter: undefined,
  quoteSymbol: undefined,
  containsHeader: "UNKNOWN" as const,
  header: undefined,
  allowSingleColumn: false,
};

describe("the schema that a crawler infers of a CSV", () => {
  it.each([",", "|", "\t", ";", "\u0001"])("knows the delimiter %j", (delimiter) => {
    const text = ["id", "n"].join(delimiter).concat("\n", [1, 2].join(delimiter), "\n", [3, 4].join(delimiter), "\n");
    expect(inferCsv(text, [])).toMatchObject({ delimiter, header: true, records: 2 });
    expect(columns(text)).toEqual(["id bigint", "n bigint"]);
  });

  it("calls columns by number where the first record is as the others are", () => {
    expect(columns("name,city\nann,x\nbob,y\n")).toEqual(["col0 string", "col1 string"]);
    expect(columns("1,x\n2,y\n")).toEqual(["col0 bigint", "col1 string"]);
  });

  it("takes integers beyond 64 bits for doubles, and dates, booleans and decimal commas for text", () => {
    const text = 'big;d;b;c;e;z\n9223372036854775808;2024-01-01;true;"1,5";;007\n1;2024-01-02;false;"2,5";;8\n';
    const found = ["big double", "d string", "b string", "c string", "e string", "z bigint"];
    expect(columns(text)).toEqual(found);
    expect(inferCsv(text, [])?.quoted).toBe(true);
  });

  it("reads past records of another width, quoted newlines and a mix of line ends", () => {
    expect(columns('id,said\r\n1,"a\nb"\n2\n3,c,d\n4,e\r\n')).toEqual(["id bigint", "said string"]);
  });

  it.each([
    ["one column", "id\n1\n2\n"],
    ["one record", "id,n\n"],
    ["nothing", ""],
    ["prose", "Dear all,\nit rains.\nIt rains, and rains, and rains.\nSo be it.\nYours\n"],
  ])("does not take %s for CSV", (_, text) => {
    expect(inferCsv(text, [])).toBeUndefined();
  });

  it("does as custom classifiers say, in their order", () => {
    const text = "name;city,land\nann;x,y\nbob;y,z\n";
    const present = { ...classifier, delimiter: ";", containsHeader: "PRESENT" as const };
    expect(inferCsv(text, [present])?.columns.map(({ name }) => name)).toEqual(["name", "city,land"]);
    const pipes = { ...present, delimiter: "|" };
    const named = { ...classifier, delimiter: ",", header: ["A", "B"], containsHeader: "ABSENT" as const };
    expect(inferCsv(text, [pipes, named])).toMatchObject({ delimiter: ",", records: 3, columns: [{ name: "a" }, {}] });
    expect(inferCsv("id\n1\n2\n", [{ ...present, allowSingleColumn: true }])?.columns).toHaveLength(1);
  });

  it("finds in whatever a CSV writer wrote the header and the types of its columns", () => {
    const value = {
      bigint: fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n).map(String),
      double: fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => `${n}e0`.replace(/e(.*)e0$/, "e$1")),
      string: fc.string({ minLength: 1 }).map((text) => `x${text}`),
    };
    const kinds = fc.constantFrom("bigint" as const, "double" as const, "string" as const);
    const law = fc.property(
      fc
        .array(kinds, { minLength: 1, maxLength: 5 })
        .chain((types) =>
          fc.tuple(
            fc.constant(["bigint" as const, ...types]),
            fc.array(fc.tuple(value.bigint, ...types.map((type) => value[type])), { minLength: 2, maxLength: 8 }),
          ),
        ),
      ([types, rows]) => {
        const header = types.map((type, index) => `${type} ${index}`);
        const found = inferCsv(Papa.unparse([header, ...rows], { newline: "\n" }), []);
        expect(found?.columns).toEqual(types.map((type, index) => ({ name: header[index], type })));
      },
    );
    fc.assert(law, { numRuns: 300 });
  });
});
