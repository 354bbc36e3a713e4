import fc from "fast-check";
import type { ContractColumn } from "../../../core/contract/Contract.ts";
import type { CsvDialect } from "../../../core/contract/csv.ts";

const padded = (value: number, length = 2) => String(value).padStart(length, "0");
const day = fc.tuple(
  fc.integer({ min: 1950, max: 2030 }),
  fc.integer({ min: 1, max: 12 }),
  fc.integer({ min: 1, max: 28 }),
);

/** Texts that a column's type accepts, mostly within its rules: random texts alone give too few rows. */
export function fittingTexts({ type }: ContractColumn, { decimal }: CsvDialect): fc.Arbitrary<string> {
  switch (type.kind) {
    case "smallint":
    case "int":
    case "bigint":
      return fc.integer({ min: -5, max: 30_000 }).map(String);
    case "decimal": {
      const whole = type.precision - type.scale;
      const digits = fc.stringMatching(new RegExp(`^[0-9]{1,${Math.max(1, Math.min(whole, 3))}}$`));
      const fraction = fc.stringMatching(new RegExp(`^[0-9]{1,${Math.max(1, Math.min(type.scale, 4))}}$`));
      return fc
        .tuple(fc.constantFrom("", "-"), whole === 0 ? fc.constant("0") : digits, fraction)
        .map(([sign, units, rest]) => `${sign}${units}${type.scale === 0 ? "" : `${decimal}${rest}`}`);
    }
    case "real":
    case "double":
      return fc
        .tuple(fc.integer({ min: -1, max: 2 }), fc.nat(9999), fc.constantFrom("", "", "e1", "E-3"))
        .map(([units, rest, exponent]) => `${units}${decimal}${rest}${exponent}`);
    case "boolean":
      return fc.constantFrom(...type.trueTokens, ...type.falseTokens);
    case "date":
      return day.map(([year, month, date]) =>
        type.format
          .replace("YYYY", padded(year, 4))
          .replace("MM", padded(month))
          .replace("DD", padded(date))
          .replace("M", String(month))
          .replace("D", String(date)),
      );
    case "timestamp":
      return fc
        .tuple(
          day,
          fc.integer({ min: 4, max: 23 }),
          fc.integer({ min: 0, max: 59 }),
          fc.constantFrom("", ":07", ":59.25"),
        )
        .map(
          ([[year, month, date], hour, minute, rest]) =>
            `${year}-${padded(month)}-${padded(date)} ${padded(hour)}:${padded(minute)}${rest}`,
        );
    case "varchar":
      return fc.stringMatching(/^[a-zé]{1,3}$/);
  }
}
