import fc from "fast-check";
import type { ValueSpec } from "../../../core/contract/ColumnSpec.ts";
import type { CsvDialect } from "../../../core/contract/csv.ts";
import { dateText } from "./dateText.ts";

const padded = (value: number) => String(value).padStart(2, "0");
const day = fc.tuple(
  fc.integer({ min: 1950, max: 2030 }),
  fc.integer({ min: 1, max: 12 }),
  fc.integer({ min: 1, max: 28 }),
);

const digits = (largest: number, maxLength: number) =>
  fc
    .array(fc.integer({ min: 0, max: largest }), { minLength: 1, maxLength: Math.max(1, maxLength) })
    .map((each) => each.join(""));

/** Texts that a column's type accepts, mostly within its rules: random texts alone give too few rows. */
export function fittingTexts({ type, rules }: ValueSpec, { decimal }: CsvDialect): fc.Arbitrary<string> {
  const [rule] = rules;
  if (rule?.rule === "oneOf") return fc.constantFrom(...rule.values);
  switch (type.kind) {
    case "smallint":
    case "int":
    case "bigint":
      return rule ? fc.integer({ min: -5, max: 1000 }).map(String) : fc.integer({ min: -5, max: 30_000 }).map(String);
    case "decimal": {
      const wholeDigits = rule ? 1 : type.precision - type.scale;
      const units = digits(rule ? 4 : 9, Math.min(wholeDigits, 3));
      const fraction = digits(9, Math.min(type.scale, 4));
      return fc
        .tuple(fc.constantFrom("", "-"), wholeDigits === 0 ? fc.constant("0") : units, fraction)
        .map(([sign, whole, rest]) => `${sign}${whole}${type.scale === 0 ? "" : `${decimal}${rest}`}`);
    }
    case "real":
    case "double":
      return fc
        .tuple(fc.integer({ min: 0, max: 2 }), fc.nat(4999), fc.constantFrom("", "", "e0", "E-3"))
        .map(([units, rest, exponent]) => `${units}${decimal}${rest}${exponent}`);
    case "boolean":
      return fc.constantFrom(...type.trueTokens, ...type.falseTokens);
    case "date":
      return fc
        .tuple(day, fc.boolean())
        .map(([[year, month, date], pads]) => dateText(type.format, [rule ? 2010 : year, month, date], pads));
    case "timestamp":
      return fc
        .tuple(
          day,
          fc.integer({ min: 4, max: 23 }),
          fc.integer({ min: 0, max: 59 }),
          fc.constantFrom("", ":07", ":59.25", ":00.000001", ":07Z", ":30.5+10:00"),
        )
        .map(
          ([[year, month, date], hour, minute, rest]) =>
            `${rule ? 2010 : year}-${padded(month)}-${padded(date)} ${padded(hour)}:${padded(minute)}${rest}`,
        );
    case "varchar":
      return fc.constantFrom("a", "b", "z", "é", "ab", "x y", "zz");
  }
}
