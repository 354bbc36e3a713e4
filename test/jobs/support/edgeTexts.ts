import fc from "fast-check";
import type { ColumnType, Value, ValueSpec } from "../../../core/contract/ColumnSpec.ts";
import type { CsvDialect } from "../../../core/contract/csv.ts";
import type { PoolName } from "./columnPools.ts";
import { dateText } from "./dateText.ts";
import { fittingTexts } from "./fittingTexts.ts";
import { hostileTexts } from "./hostileTexts.ts";
import { nearMiss } from "./nearMiss.ts";
import { textsOf } from "./textsOf.ts";
import { zoneEdges } from "./zoneEdges.ts";

const poolOf: Record<ColumnType["kind"], PoolName> = {
  smallint: "integer",
  int: "integer",
  bigint: "integer",
  decimal: "decimal",
  real: "floating",
  double: "floating",
  boolean: "boolean",
  date: "date",
  timestamp: "timestamp",
  varchar: "varchar",
};

/** Texts about the edges of what a column takes, most of them beyond. */
export function edgeTexts(column: ValueSpec, source: CsvDialect): fc.Arbitrary<string> {
  const fitting = fittingTexts(column, source);
  const pool = poolOf[column.type.kind];
  return fc.oneof(
    { weight: 7, arbitrary: edgesOf(column, source) },
    { weight: column.type.kind === "timestamp" ? 9 : 0, arbitrary: changesOf(column.type) },
    { weight: 3, arbitrary: fitting.chain(nearMiss) },
    { weight: 3, arbitrary: textsOf[pool] },
    { weight: 3, arbitrary: fc.constantFrom(...hostileTexts[pool]) },
    { weight: 3, arbitrary: fc.constantFrom(...source.nulls, "") },
    { weight: 1, arbitrary: fc.constantFrom(" ", "\ufffd", "a\ufffd") },
    { weight: 1, arbitrary: fc.tuple(fitting, blank, blank).map(([text, before, after]) => before + text + after) },
  );
}

const blank = fc.constantFrom("", " ", "\t ", "\u00a0", "\n", "\r", "\u000b");

function edgesOf({ type, rules }: ValueSpec, { decimal }: CsvDialect): fc.Arbitrary<string> {
  const bounds = rules.flatMap((rule): Value[] => (rule.rule === "between" ? [rule.min, rule.max] : [...rule.values]));
  const ofRules = bounds.flatMap((bound) => beside(type, bound, decimal));
  const ofType = edgesOfType(type, decimal);
  return ofRules.length === 0
    ? ofType
    : fc.oneof({ weight: 2, arbitrary: fc.constantFrom(...ofRules) }, { weight: 1, arbitrary: ofType });
}

/** A bound of a rule, and values close to it on both sides, as the column's texts. */
function beside(type: ColumnType, bound: Value, decimal: string): string[] {
  if (typeof bound === "bigint") return [bound - 1n, bound, bound + 1n].map(String);
  if (typeof bound === "number") {
    return [bound, bound - 1, bound + 1, bound * 1.0000001].map((value) => String(value).replace(".", decimal));
  }
  if (type.kind === "date" && typeof bound === "string") {
    return [-1, 0, 1].map((days) => {
      const date = new Date(Date.parse(bound) + days * 86_400_000);
      return dateText(type.format, [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()]);
    });
  }
  if (type.kind === "timestamp") {
    const text = String(bound);
    const micros = Number(text.slice(20, 26));
    return [micros, (micros + 1) % 1_000_000, Math.max(0, micros - 1), 999_999].map(
      (each) => `${text.slice(0, 20)}${String(each).padStart(6, "0")}Z`,
    );
  }
  if (type.kind === "decimal")
    return [`${bound}`, `${bound}0`, `${bound}1`, `${bound}01`, "5.6", "-5.1", "9.9", "-9.9"].map((text) =>
      text.replace(".", decimal),
    );
  return [String(bound), `${bound} `, String(bound).toUpperCase()];
}

const integers = { smallint: 15n, int: 31n, bigint: 63n } as const;

function edgesOfType(type: ColumnType, decimal: string): fc.Arbitrary<string> {
  switch (type.kind) {
    case "smallint":
    case "int":
    case "bigint": {
      const limit = 2n ** integers[type.kind];
      return fc.constantFrom(limit - 1n, limit, -limit, -limit - 1n, 10n * limit, -0n).map(String);
    }
    case "boolean":
      return fc
        .tuple(fc.constantFrom(...type.trueTokens, ...type.falseTokens), fc.nat(2))
        .map(
          ([token, how]) =>
            [token.toUpperCase(), token.replaceAll("k", "\u212a"), token.replaceAll("s", "ſ")][how] ?? token,
        );
    case "date":
      return fc.tuple(edgeDays, fc.boolean()).map(([date, pads]) => dateText(type.format, date, pads));
    case "timestamp":
      return fc.tuple(localTimes(type.zone), edgeSeconds, edgeOffsets).map((parts) => parts.join(""));
    case "varchar":
      return fc.constantFrom("a", "é", "€", "😀").chain((unit) => {
        const most = Math.floor(Math.min(type.bytes, 60) / Buffer.byteLength(unit));
        return fc.integer({ min: Math.max(1, most - 1), max: most + 2 }).map((count) => unit.repeat(count));
      });
    case "decimal": {
      const whole = "9".repeat(type.precision - type.scale);
      const exact = "9".repeat(type.scale);
      const texts = [
        `${whole}.${exact}`,
        `1${whole}.${exact}`,
        `${whole}.${exact}5`,
        `.${exact}4`,
        `.${exact}:`,
        `./${exact}`,
        `0.${exact}05`,
        `0.${exact}9`,
        `0.${exact}1`,
        `0.${exact}001`,
        `1.${exact}5`,
        `${whole}.${exact}0`,
      ];
      return fc
        .tuple(fc.constantFrom("", "-", "+"), fc.constantFrom(...texts), fc.constantFrom(decimal, decimal, ".", ","))
        .map(([sign, text, separator]) => sign + text.replace(".", separator));
    }
    case "real":
    case "double":
      return fc.constantFrom(
        "1e39",
        "-1e39",
        "1e309",
        "-1e309",
        "NaN",
        "NAN",
        "INFINITY",
        "-inf",
        "Infinity",
        "-0",
        "1e",
        "e1",
        ".",
        "5.",
        ".5",
        "1e+5",
      );
  }
}

const edgeDays = fc.oneof(
  fc.constantFrom<[number, number, number]>(
    [2023, 2, 29],
    [2024, 2, 29],
    [1900, 2, 29],
    [9900, 12, 1],
    [2000, 2, 29],
    [2024, 4, 31],
  ),
  fc.tuple(
    fc.constantFrom(0, 1, 10, 900, 1000, 9000, 1900, 990, 9990, 9999, 2024),
    fc.constantFrom(0, 1, 9, 10, 12, 13, 2),
    fc.constantFrom(0, 1, 9, 10, 19, 20, 29, 30, 31, 32),
  ),
);

function localTimes(zone: string): fc.Arbitrary<string> {
  const clock = fc.constantFrom("00:00", "09:59", "19:00", "23:59", "24:00", "23:60", "20:09");
  return fc.oneof(
    { weight: 1, arbitrary: fc.constantFrom(...(zoneEdges[zone] ?? [])) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(edgeDays, fc.constantFrom(" ", "T"), clock)
        .map(([date, between, time]) => dateText("YYYY-MM-DD", date) + between + time),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom("0001-01-01 00:00", "9999-12-31 23:59", "0001-01-01T18:59", "9999-12-31T05:00"),
    },
  );
}

/** Times about those at which the column's zone changes its offset. */
function changesOf(type: ColumnType): fc.Arbitrary<string> {
  return fc.constantFrom(...((type.kind === "timestamp" && zoneEdges[type.zone]) || [""]));
}

const edgeSeconds = fc.oneof(
  fc.constantFrom("", ":00", ":59"),
  fc.constantFrom(":60", ":59.9", ":59.999999", ":00.000001", ":00.0000001", ":00.", ":00.5:", ":00./1", ":00.5.5"),
);
const edgeOffsets = fc.oneof(
  fc.constant(""),
  fc.constantFrom(
    "Z",
    "z",
    "+00",
    "-00:30",
    "+0930",
    "+10:00",
    "-11",
    "+18:59",
    "-18:59",
    "+19",
    "-08:60",
    "+5",
    "+0:",
    "+0/30",
  ),
);
