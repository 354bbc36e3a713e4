import { describe, expect, it } from "vitest";
import type { ColumnDraft } from "../../../../core/contract/infer/ContractDraft.ts";
import { draftContract } from "../../../../core/contract/infer/draftContract.ts";
import { typeName } from "../../../../core/contract/typeName.ts";
import { evidenceOfTexts } from "./evidenceOfTexts.ts";

/** The draft of a file, given as its columns' fields by header. */
function drafted(columns: Readonly<Record<string, readonly string[]>>) {
  const evidence = Object.entries(columns).map(([header, fields]) => evidenceOfTexts(header, fields));
  const { source, columns: found } = draftContract("drafted", {}, evidence);
  return { source, column: (key: string) => found.find((column) => column.key === key) as ColumnDraft };
}

/** The only column of a file with these fields. */
function columnOf(...fields: string[]): ColumnDraft {
  return drafted({ value: fields }).column("value");
}

const repeated = (count: number, text: string) => Array.from({ length: count }, () => text);

describe("a drafted type", () => {
  it.each<[string, string[]]>([
    ["int", ["1", "-5", "0"]],
    ["int", ["1000000000"]],
    ["bigint", ["1", "1000000001"]],
    ["bigint", ["-9223372036854775807"]],
    ["decimal(20, 0)", ["18446744073709551615"]],
    ["double", ["1.5", "2"]],
    ["double", ["1e3", "2.5"]],
    ["decimal(9, 2)", ["1.50", "120.00"]],
    ["boolean", ["true", "FALSE"]],
    ["boolean", ["y", "N"]],
    ["boolean", ["no"]],
    ["date", ["2024-02-29", "1990-01-01"]],
    ["timestamp", ["2024-02-29T10:00:00Z"]],
    ["varchar(2)", ["BE", "NL"]],
    ["varchar(10)", ["Gent", "Brussel"]],
  ])("is %s for %j", (type, fields) => {
    expect(typeName(columnOf(...fields).type)).toBe(type);
  });

  it.each<[string, string[], RegExp]>([
    ["zeros in front", ["007", "1234"], /zero in front/],
    ["a plus in front", ["+3212345", "+3298765"], /plus in front/],
    ["more digits than a decimal has", ["1".repeat(39), "2".repeat(39)], /38 digits/],
    ["grouped digits", ["1,234,567", "12,000"], /grouped/],
    ["a sign of currency", ["$ 12.50", "$1"], /currency/],
    ["a year of two digits", ["8/31/95", "1/2/96"], /two digits/],
    ["a month's name", ["Jan 1 2000", "Feb 12 2001"], /month's name/],
    ["another time", ["2024/01/01 10:00:00", "2024/01/02 10:30:00"], /ISO 8601/],
    ["too fine a time", ["2024-01-01 10:00:00.1234567", "2024-01-01 10:00:00.7654321"], /microsecond/],
    ["no value at all", ["", ""], /guess/],
  ])("is varchar for %s, and says why", (_, fields, why) => {
    const { type, review } = columnOf(...fields);
    expect(type.kind).toBe("varchar");
    expect(review.join("; ")).toMatch(why);
  });

  it("holds a letter of a code for a code, where it is alone", () => {
    expect(typeName(columnOf("N", "N").type)).toBe("varchar(1)");
  });

  it("allows NaN where it occurs", () => {
    expect(columnOf("1.5", "NaN", "2.5").type).toEqual({ kind: "double", allowNaN: true });
  });

  it("makes an amount a decimal by its name, with the digits that were seen and room for more before them", () => {
    const { column } = drafted({ price: ["1.5", "120000.125"], height: ["1.5", "2.125"] });
    expect(typeName(column("price").type)).toBe("decimal(11, 3)");
    expect(typeName(column("height").type)).toBe("double");
    expect(column("height").hints.join()).toMatch(/t\.decimal\(9, 3\)/);
  });

  it("bears one odd value in twenty, or one in a hundred of a thousand", () => {
    expect(columnOf(...repeated(19, "7"), "x").type.kind).toBe("int");
    expect(columnOf(...repeated(18, "7"), "x").type.kind).toBe("varchar");
    expect(columnOf(...repeated(990, "7"), ...repeated(10, "x")).type.kind).toBe("int");
    expect(columnOf(...repeated(989, "7"), ...repeated(11, "x")).type.kind).toBe("varchar");
    expect(columnOf(...repeated(18, "7"), "x").review.join()).toMatch(/Of 19 values 18 are integers/);
  });

  it("leaves texts room, but not those that are all of one length", () => {
    expect(typeName(columnOf("é".repeat(20), "x").type)).toBe("varchar(60)");
    expect(typeName(columnOf("x".repeat(60_000), "x").type)).toBe("varchar(65535)");
  });

  it("takes eight digits for a date under a name that says so alone", () => {
    const fields = ["20240229", "19991231"];
    const { column } = drafted({ order_date: fields, number: fields });
    expect(column("orderDate").type).toEqual({ kind: "date", format: "YYYYMMDD" });
    expect(column("number").type.kind).toBe("int");
    expect(column("number").hints.join()).toMatch(/YYYYMMDD/);
  });
});

describe("a date's order", () => {
  const format = (column: ColumnDraft) => ("format" in column.type ? column.type.format : undefined);

  it("is told by a day beyond 12", () => {
    expect(format(columnOf("31/01/2024", "02/03/2024"))).toBe("DD/MM/YYYY");
    expect(format(columnOf("01/31/2024", "02/03/2024"))).toBe("MM/DD/YYYY");
    expect(format(columnOf("1/31/2024", "12/3/2024"))).toBe("M/D/YYYY");
  });

  it("is told by another column where its own does not", () => {
    const { column } = drafted({ paid: ["01/02/2024"], sent: ["01/31/2024"] });
    expect(format(column("paid"))).toBe("MM/DD/YYYY");
    expect(column("paid").review.join()).toMatch(/as other dates/);
  });

  it("is the day first where nothing tells, and is to be reviewed", () => {
    const column = columnOf("01/02/2024", "03/04/2024");
    expect(format(column)).toBe("DD/MM/YYYY");
    expect(column.review.join()).toMatch(/Ambiguous: .*DD\/MM\/YYYY and as MM\/DD\/YYYY/);
  });

  it("is the day first where columns contradict each other", () => {
    const { column } = drafted({ a: ["31/01/2024"], b: ["01/31/2024"], c: ["01/02/2024"] });
    expect([format(column("a")), format(column("b")), format(column("c"))]).toEqual([
      "DD/MM/YYYY",
      "MM/DD/YYYY",
      "DD/MM/YYYY",
    ]);
    expect(column("c").review.join()).toMatch(/Ambiguous/);
  });
});

describe("a timestamp", () => {
  it("is to be reviewed where its zone is not known", () => {
    expect(columnOf("2024-01-01 10:00", "2024-01-01T11:00:00.5").review.join()).toMatch(/No time has an offset/);
    expect(columnOf("2024-01-01 10:00", "2024-01-01T11:00:00+02:00").review.join()).toMatch(/1 times lack an offset/);
    expect(columnOf("2024-01-01 10:00Z", "2024-01-01T11:00:00.25-0530").review).toEqual([]);
  });
});

describe("the conventions of a file", () => {
  it("have the tokens that keep a column from a type as nulls, in every column", () => {
    const { source, column } = drafted({ n: ["1", "NA", "3"], s: ["NA", "x", "y"], w: ["None", "y", "z"] });
    expect(source.nulls).toEqual(["", "NA"]);
    expect([column("n"), column("s"), column("w")].map(({ nullable }) => nullable)).toEqual([true, true, false]);
    expect(column("n").review.join()).toMatch(/Read as null: "NA" \(1\)/);
    expect(column("w").review.join()).toMatch(/Kept as text.*"None" \(1\)/);
  });

  it("have a decimal comma where more columns need it than need the point", () => {
    const { source, column } = drafted({ a: ["1,5", "2,25"], b: ["0,5"], c: ["1.5"] });
    expect(source.decimal).toBe(",");
    expect([column("a"), column("b"), column("c")].map(({ type }) => type.kind)).toEqual([
      "double",
      "double",
      "varchar",
    ]);
    expect(drafted({ a: ["1,5"], c: ["1.5"] }).source.decimal).toBe(".");
  });

  it("are to be reviewed where a comma may group thousands", () => {
    expect(
      drafted({ a: ["1,234", "5,678"] })
        .column("a")
        .review.join(),
    ).toMatch(/Ambiguous: the comma/);
  });
});

describe("a drafted column", () => {
  it("is nullable where a field is empty, or a file lacks it", () => {
    expect(columnOf("1", " ").nullable).toBe(true);
    expect(columnOf("1", "2").nullable).toBe(false);
    const { columns } = draftContract("drafted", {}, [evidenceOfTexts("n", ["1"], ["b.csv"])]);
    expect(columns[0]).toMatchObject({ nullable: true, review: ['Missing from "b.csv"'] });
  });

  it("hints at .trim() and .oneOf()", () => {
    expect(columnOf("a", " b").hints.join()).toMatch(/trim/);
    expect(columnOf(...repeated(20, "small"), ...repeated(20, "large")).hints.join()).toMatch(/only 2 texts/);
  });
});
