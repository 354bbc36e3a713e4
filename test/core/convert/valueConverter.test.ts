import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import type { ColumnSpec, Value } from "../../../core/contract/ColumnSpec.ts";
import type { Column } from "../../../core/contract/columns/Column.ts";
import { t } from "../../../core/contract/t.ts";
import type { Reason } from "../../../core/convert/reasons.ts";
import { valueConverter } from "../../../core/convert/valueConverter.ts";

type Case = [text: string, outcome: Value | null | { reason: Reason }];

const because = (reason: Reason) => ({ reason });
const dialect = { decimal: ".", nulls: [""] } as const;

/** The value that the text becomes, or `{ reason }`. */
function read(column: { spec: ColumnSpec }, text: string, options: Partial<Parameters<typeof valueConverter>[1]> = {}) {
  const converted = valueConverter(column.spec, { ...dialect, ...options })(text);
  return "value" in converted ? converted.value : converted;
}

function table(what: string, column: Column, cases: Case[], options: Parameters<typeof read>[2] = {}): void {
  describe(what, () => {
    it.each(cases)("reads %j", (text, outcome) => {
      expect(read(column, text, options)).toEqual(outcome);
    });
  });
}

table("a smallint", t.smallint(), [
  ["0", 0],
  ["-0", 0],
  ["+5", 5],
  ["007", 7],
  [" \t42 \t", 42],
  ["32767", 32_767],
  ["32768", because("out_of_range")],
  ["-32768", -32_768],
  ["-32769", because("out_of_range")],
  [`${"0".repeat(50)}1`, 1],
  ["9".repeat(5000), because("out_of_range")],
  ["1e3", because("invalid_integer")],
  ["1.0", because("invalid_integer")],
  ["1,234", because("invalid_integer")],
  ["1_000", because("invalid_integer")],
  ["0x10", because("invalid_integer")],
  ["１２", because("invalid_integer")],
  ["+-1", because("invalid_integer")],
  ["- 1", because("invalid_integer")],
  ["+", because("invalid_integer")],
  ["1\n", because("invalid_integer")],
  ["\u00a01", because("invalid_integer")],
  ["1\ufffd", because("replacement_character")],
  ["", because("required")],
  ["  ", because("required")],
]);

table("an int", t.int(), [
  ["2147483647", 2_147_483_647],
  ["2147483648", because("out_of_range")],
  ["-2147483648", -2_147_483_648],
  ["-2147483649", because("out_of_range")],
]);

table("a bigint", t.bigint(), [
  ["5", 5n],
  ["9223372036854775807", 2n ** 63n - 1n],
  ["9223372036854775808", because("out_of_range")],
  ["-9223372036854775808", -(2n ** 63n)],
  ["-9223372036854775809", because("out_of_range")],
]);

table("a decimal", t.decimal(5, 2), [
  ["1", "1.00"],
  ["+1.5", "1.50"],
  ["1.", "1.00"],
  [".5", "0.50"],
  ["-.50", "-0.50"],
  ["-0.00", "0.00"],
  ["1.2300000", "1.23"],
  ["0000999.99", "999.99"],
  ["1.234", because("too_precise")],
  ["1.00001", because("too_precise")],
  ["99999.001", because("too_precise")],
  ["1000", because("out_of_range")],
  ["-1000.00", because("out_of_range")],
  [".", because("invalid_decimal")],
  ["1e2", because("invalid_decimal")],
  ["1,5", because("invalid_decimal")],
  ["1,234.50", because("invalid_decimal")],
  ["1.5d", because("invalid_decimal")],
  ["--1", because("invalid_decimal")],
]);

table("a decimal without fractional digits", t.decimal(3, 0), [
  ["12", "12"],
  ["-0.0", "0"],
  ["12.0", "12"],
  ["12.5", because("too_precise")],
  ["1000", because("out_of_range")],
]);

table("a decimal of fractional digits only", t.decimal(2, 2), [
  ["0.99", "0.99"],
  ["000.99", "0.99"],
  ["1", because("out_of_range")],
]);

table("a rounded decimal", t.decimal(3, 1).round("halfUp"), [
  ["1.25", "1.3"],
  ["-1.25", "-1.3"],
  ["1.249999", "1.2"],
  ["-0.04", "0.0"],
  ["-0.05", "-0.1"],
  ["99.94", "99.9"],
  ["99.95", because("out_of_range")],
]);

table("a decimal of 38 digits", t.decimal(38, 10), [
  ["1234567890123456789012345678.0123456789", "1234567890123456789012345678.0123456789"],
  ["12345678901234567890123456789", because("out_of_range")],
]);

const comma = { decimal: "," } as const;
table(
  "a decimal with a comma",
  t.decimal(5, 2),
  [
    ["1,5", "1.50"],
    ["1.5", because("invalid_decimal")],
  ],
  comma,
);
table(
  "a double with a comma",
  t.double(),
  [
    ["1,5e1", 15],
    ["1.5", because("invalid_number")],
  ],
  comma,
);

table("a double", t.double(), [
  ["1e3", 1000],
  ["1.E-2", 0.01],
  ["+.5e+1", 5],
  ["-0", -0],
  ["1e-400", 0],
  ["1.7976931348623157e308", Number.MAX_VALUE],
  ["1.8e308", because("out_of_range")],
  ["-1e999999999999", because("out_of_range")],
  ["nan", because("invalid_number")],
  ["Infinity", because("invalid_number")],
  ["1.5d", because("invalid_number")],
  ["0x1p3", because("invalid_number")],
  ["1e", because("invalid_number")],
  ["e1", because("invalid_number")],
  ["1 e1", because("invalid_number")],
]);

table("a double that may be NaN", t.double().allowNaN(), [
  ["NaN", Number.NaN],
  ["-nan", Number.NaN],
  ["INF", Number.POSITIVE_INFINITY],
  ["-infinity", Number.NEGATIVE_INFINITY],
  ["1e400", because("out_of_range")],
  ["infinit", because("invalid_number")],
  ["1.5", 1.5],
]);

table("a real", t.real(), [
  ["0.1", Math.fround(0.1)],
  ["3.4028235e38", Math.fround(3.4028235e38)],
  ["3.5e38", because("out_of_range")],
  ["1e-50", 0],
]);

table("a boolean", t.boolean({ true: ["true", "J+a"], false: ["false", "n.e"] }), [
  ["TRUE", true],
  [" False ", false],
  ["j+A", true],
  ["N.E", false],
  ["nxe", because("invalid_boolean")],
  ["Jaa", because("invalid_boolean")],
  ["1", because("invalid_boolean")],
  ["truefalse", because("invalid_boolean")],
]);

table("a date", t.date(), [
  ["2024-02-29", "2024-02-29"],
  ["0001-01-01", "0001-01-01"],
  ["9999-12-31", "9999-12-31"],
  ["2024-02-30", because("invalid_date")],
  ["2023-02-29", because("invalid_date")],
  ["1900-02-29", because("invalid_date")],
  ["2000-02-29", "2000-02-29"],
  ["0000-01-01", because("invalid_date")],
  ["2024-1-1", because("invalid_date")],
  ["2024-13-01", because("invalid_date")],
  ["2024-04-31", because("invalid_date")],
  ["20240101", because("invalid_date")],
  ["2024-01-01T00:00", because("invalid_date")],
  ["infinity", because("invalid_date")],
]);

table("a date with a format of its own", t.date({ format: "D/M/YYYY" }), [
  ["1/2/2024", "2024-02-01"],
  ["01/02/2024", "2024-02-01"],
  ["31/12/2024", "2024-12-31"],
  ["32/1/2024", because("invalid_date")],
  ["0/1/2024", because("invalid_date")],
  ["1-2-2024", because("invalid_date")],
  ["1/2/24", because("invalid_date")],
]);

table("a date whose format has points", t.date({ format: "DD.MM.YYYY" }), [
  ["01.02.2024", "2024-02-01"],
  ["1.2.2024", because("invalid_date")],
  ["01x02x2024", because("invalid_date")],
]);

table("a timestamp", t.timestamp(), [
  ["2024-02-29 12:34", "2024-02-29T12:34:00.000000Z"],
  ["2024-02-29T12:34:56", "2024-02-29T12:34:56.000000Z"],
  ["2024-02-29T12:34:56.1", "2024-02-29T12:34:56.100000Z"],
  ["2024-02-29T12:34:56.123456z", "2024-02-29T12:34:56.123456Z"],
  ["2024-02-29T12:34:56.1234567Z", because("invalid_timestamp")],
  ["2024-01-01T00:30+01:00", "2023-12-31T23:30:00.000000Z"],
  ["2024-01-01T00:30-0130", "2024-01-01T02:00:00.000000Z"],
  ["2024-01-01T00:30+18:59", "2023-12-31T05:31:00.000000Z"],
  ["2024-01-01T00:30+19", because("invalid_timestamp")],
  ["2024-01-01T00:30 +01", because("invalid_timestamp")],
  ["2024-01-01T00:30:60", because("invalid_timestamp")],
  ["2024-01-01T24:00", because("invalid_timestamp")],
  ["2024-01-01", because("invalid_timestamp")],
  ["2024-01-01  00:30", because("invalid_timestamp")],
  ["2023-02-29 00:00", because("invalid_timestamp")],
  ["2024-01-01T00:30:00,5", because("invalid_timestamp")],
  ["epoch", because("invalid_timestamp")],
  ["0001-01-01T00:00Z", "0001-01-01T00:00:00.000000Z"],
  ["0001-01-01T00:00+00:01", because("out_of_range")],
  ["9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999Z"],
  ["9999-12-31T23:59-00:01", because("out_of_range")],
  ["0099-06-01T00:00Z", "0099-06-01T00:00:00.000000Z"],
]);

const brussels = { zone: "Europe/Brussels" };
table("a timestamp in a zone", t.timestamp(brussels), [
  ["2024-07-01 12:00", "2024-07-01T10:00:00.000000Z"],
  ["2024-07-01 12:00Z", "2024-07-01T12:00:00.000000Z"],
  ["2024-03-31 01:59:59.999999", "2024-03-31T00:59:59.999999Z"],
  ["2024-03-31 02:00", because("nonexistent_time")],
  ["2024-03-31 02:59:59.999999", because("nonexistent_time")],
  ["2024-03-31 03:00", "2024-03-31T01:00:00.000000Z"],
  ["2024-10-27 01:59:59.999999", "2024-10-26T23:59:59.999999Z"],
  ["2024-10-27 02:00", because("ambiguous_time")],
  ["2024-10-27 02:59:59.999999", because("ambiguous_time")],
  ["2024-10-27 03:00", "2024-10-27T02:00:00.000000Z"],
]);

const [skipped, repeated] = ["2024-03-31 02:30", "2024-10-27 02:30"];
table("a timestamp that takes the earlier", t.timestamp({ ...brussels, disambiguation: "earlier" }), [
  [skipped, "2024-03-31T00:30:00.000000Z"],
  [repeated, "2024-10-27T00:30:00.000000Z"],
]);
table("a timestamp that takes the later", t.timestamp({ ...brussels, disambiguation: "later" }), [
  [skipped, "2024-03-31T01:30:00.000000Z"],
  [repeated, "2024-10-27T01:30:00.000000Z"],
]);
table("a timestamp that takes the compatible", t.timestamp({ ...brussels, disambiguation: "compatible" }), [
  [skipped, "2024-03-31T01:30:00.000000Z"],
  [repeated, "2024-10-27T00:30:00.000000Z"],
]);

table("a varchar", t.varchar(4), [
  [" a ", " a "],
  ["éé", "éé"],
  ["ééa", because("too_long")],
  ["𝄞", "𝄞"],
  ["𝄞a", because("too_long")],
  ["a\ufffd", because("replacement_character")],
  ["", because("required")],
]);
table("a trimmed varchar", t.varchar(1).trim(), [
  [" \ta ", "a"],
  ["\u00a0", because("too_long")],
  [" ", because("required")],
]);
table("a varchar that keeps the empty text", t.varchar(1).keepEmpty().trim(), [
  ["", ""],
  [" ", ""],
]);

describe("a null", () => {
  const nulls = { nulls: ["", "NA"] };

  it("is a field equal to a null token, blanks aside where they are trimmed", () => {
    expect(read(t.int().nullable(), " NA ", nulls)).toBeNull();
    expect(read(t.varchar(9).nullable(), "NA", nulls)).toBeNull();
    expect(read(t.varchar(9).nullable(), " NA", nulls)).toBe(" NA");
    expect(read(t.int().nullable(), "na", nulls)).toEqual(because("invalid_integer"));
  });

  it("becomes the default, else null, else it is required", () => {
    expect(read(t.int().default(7), "NA", nulls)).toBe(7);
    expect(read(t.int().nullable(), "NA", nulls)).toBeNull();
    expect(read(t.int(), "NA", nulls)).toEqual(because("required"));
  });

  it("may be another token even where the empty text is kept", () => {
    expect(read(t.varchar(9).keepEmpty().nullable(), "NA", nulls)).toBeNull();
    expect(read(t.varchar(9).keepEmpty().nullable(), "", nulls)).toBe("");
  });

  it("is decided before damage is looked for", () => {
    expect(read(t.int().nullable(), "\ufffd", { nulls: ["\ufffd"] })).toBeNull();
  });

  it("is not the empty field where the dialect does not say so", () => {
    expect(read(t.int().nullable(), "", { nulls: [] })).toEqual(because("invalid_integer"));
    expect(read(t.varchar(1).nullable(), "", { nulls: [] })).toBe("");
  });
});

describe("a rule", () => {
  it("bounds values inclusively, each type in its own order", () => {
    const between = (column: Column, ...texts: string[]) => texts.map((text) => read(column, text));
    const outside = [because("below_minimum"), because("above_maximum")];
    expect(between(t.int().between(9, 10), "9", "10", "8", "11")).toEqual([9, 10, ...outside]);
    expect(between(t.bigint().between(9n, 10n), "9", "10", "8", "11")).toEqual([9n, 10n, ...outside]);
    expect(between(t.double().between(9, 10), "9", "10", "8.9", "10.1")).toEqual([9, 10, ...outside]);
    const decimal = t.decimal(4, 1).between("-9.5", "10.0");
    expect(between(decimal, "-9.5", "10", "-9.6", "10.1")).toEqual(["-9.5", "10.0", ...outside]);
    const date = t.date().between("2024-01-01", "2024-12-31");
    expect(between(date, "2024-01-01", "2023-12-31", "2025-01-01")).toEqual(["2024-01-01", ...outside]);
    const instant = "2024-01-01T00:00:00.000000Z";
    const timestamp = t.timestamp().between(instant, instant);
    expect(between(timestamp, "2024-01-01T01:00+01", "2023-12-31T23:59Z", "2024-01-01T00:00:00.000001Z")).toEqual([
      instant,
      ...outside,
    ]);
  });

  it("judges the value as it is stored", () => {
    expect(read(t.decimal(3, 1).round("halfUp").between("0.0", "1.0"), "1.04")).toBe("1.0");
    expect(read(t.real().between(0, 1), "1.00000000001")).toBe(1);
  });

  it("takes NaN for above every bound", () => {
    const column = t.double().allowNaN().between(0, Number.POSITIVE_INFINITY);
    expect(read(column, "nan")).toEqual(because("above_maximum"));
    expect(read(column, "inf")).toBe(Number.POSITIVE_INFINITY);
  });

  it("lists texts, compared exactly", () => {
    expect(read(t.varchar(3).oneOf(["a", "b"]), "b")).toBe("b");
    expect(read(t.varchar(3).oneOf(["a", "b"]), "B")).toEqual(because("not_allowed"));
    expect(read(t.varchar(1).oneOf(["a", "b"]), "BB")).toEqual(because("too_long"));
  });

  it("is not asked of a default or a null", () => {
    expect(read(t.int().nullable().between(1, 2), "")).toBeNull();
  });
});

describe("the laws of values", () => {
  const digits = (max: number) => fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: 1, maxLength: max });

  it("an integer is the one that BigInt reads, within the range", () => {
    fc.assert(
      fc.property(fc.constantFrom("", "+", "-"), digits(24), (sign, text) => {
        const value = BigInt(sign + text);
        const fits = value === BigInt.asIntN(64, value);
        expect(read(t.bigint(), sign + text)).toEqual(fits ? value : because("out_of_range"));
      }),
    );
  });

  it("a rounded decimal lies within half a unit of its text, and never nearer to zero at the half", () => {
    fc.assert(
      fc.property(fc.constantFrom("", "-"), digits(20), digits(12), (sign, integer, fraction) => {
        const text = `${sign}${integer}.${fraction}`;
        const value = String(read(t.decimal(38, 3).round("halfUp"), text));
        const exact = BigInt(sign + integer + fraction.padEnd(12, "0"));
        const twice = 2n * (BigInt(value.replace(".", "")) * 10n ** 9n - exact) * (sign === "-" ? -1n : 1n);
        expect(twice > -(10n ** 9n) && twice <= 10n ** 9n).toBe(true);
      }),
    );
  });

  it("a date is one that its own calendar writes back", () => {
    const [year, month, day] = [fc.integer({ min: 0, max: 9999 }), fc.nat({ max: 14 }), fc.nat({ max: 33 })];
    fc.assert(
      fc.property(year, month, day, (y, m, d) => {
        const text = `${String(y).padStart(4, "0")}-${String(m).padStart(2, "0")}-${String(d).padStart(2, "0")}`;
        const date = new Date(`${text}T00:00:00Z`);
        const exists = y > 0 && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
        expect(read(t.date(), text)).toEqual(exists ? text : because("invalid_date"));
      }),
      { numRuns: 1000 },
    );
  });

  it("a time with an offset is the instant that Temporal reads", () => {
    const instant = fc.date({ min: new Date("0002-01-01Z"), max: new Date("9998-01-01Z"), noInvalidDate: true });
    fc.assert(
      fc.property(instant, fc.integer({ min: -1079, max: 1079 }), fc.nat({ max: 999_999 }), (date, minutes, micros) => {
        const size = Math.abs(minutes);
        const two = (number: number) => String(number).padStart(2, "0");
        const offset = `${minutes < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
        const text = `${date.toISOString().slice(0, 19)}.${String(micros).padStart(6, "0")}${offset}`;
        const wanted = Temporal.Instant.from(text).toString({ fractionalSecondDigits: 6 });
        expect(read(t.timestamp(), text)).toBe(wanted);
      }),
    );
  });

  it("a local time that its zone shows once is the instant that shows it", () => {
    const zones = fc.constantFrom("Europe/Brussels", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata");
    const instant = fc.date({ min: new Date("1950-01-01Z"), max: new Date("2050-01-01Z"), noInvalidDate: true });
    fc.assert(
      fc.property(zones, instant, (zone, date) => {
        const second = `${date.toISOString().slice(0, 19)}Z`;
        const local = Temporal.Instant.from(second).toZonedDateTimeISO(zone).toPlainDateTime();
        const outcome = read(t.timestamp({ zone }), local.toString({ smallestUnit: "second" }));
        if (typeof outcome === "string") expect(outcome).toBe(second.replace("Z", ".000000Z"));
        else expect(outcome).toEqual(because("ambiguous_time"));
      }),
      { numRuns: 300 },
    );
  });
});
