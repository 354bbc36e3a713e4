import type { ColumnType } from "../ColumnSpec.ts";
import type { ColumnEvidence } from "./ColumnEvidence.ts";
import type { Conventions, Drafted } from "./Drafted.ts";
import { fits, matched } from "./fits.ts";

/** An `int` is drafted up to here, which leaves it room to grow. */
const ampleInt = 1_000_000_000n;
const largestBigint = 2n ** 63n - 1n;

const moneyLike =
  /amount|balance|betrag|cost|fee|fare|montant|paid|payment|pri[cs]e|prix|preis|revenue|salary|tax|toll|total|[$€£¥]/i;

/** A number, where the column's values are written as numbers are; undefined too where zeros in front are of a code. */
export function draftNumber(evidence: ColumnEvidence, { decimal }: Pick<Conventions, "decimal">): Drafted | undefined {
  if (fits(evidence, "integer")) return draftInteger(evidence);
  if (fits(evidence, `decimal${decimal}`)) return draftFraction(evidence, decimal);
  for (const allowNaN of [false, true]) {
    const pattern = `${allowNaN ? "notFinite" : "floating"}${decimal}`;
    if (fits(evidence, pattern)) return { type: { kind: "double", allowNaN }, pattern, review: [], hints: [] };
  }
  return undefined;
}

function draftInteger(evidence: ColumnEvidence): Drafted | undefined {
  if (matched(evidence, "leadingZero") > 0 || fits(evidence, "plus")) return undefined;
  const hints = [
    ...(matched(evidence, "zeroOrOne") === evidence.values
      ? ['Could be t.boolean({ true: ["1"], false: ["0"] }): only 0 and 1 occur']
      : []),
    ...(fits(evidence, "YYYYMMDD") ? ['Could be t.date({ format: "YYYYMMDD" })'] : []),
  ];
  const type = integerType(evidence);
  return type === undefined ? undefined : { type, pattern: "integer", review: [], hints };
}

function integerType({ integers }: ColumnEvidence): ColumnType | undefined {
  const { min, max } = integers ?? { min: 0n, max: 0n };
  const most = -min > max ? -min : max;
  if (most <= ampleInt) return { kind: "int" };
  if (most <= largestBigint) return { kind: "bigint" };
  const digits = String(most).length;
  return digits > 38 ? undefined : { kind: "decimal", precision: digits, scale: 0, round: "none" };
}

/** Amounts are exact; what was measured is not, and may come with more digits tomorrow. */
function draftFraction(evidence: ColumnEvidence, decimal: "." | ","): Drafted {
  const { integer, fraction } = evidence.digits;
  const pattern = `decimal${decimal}`;
  const precision = Math.min(38, Math.max(9, integer + fraction + 2));
  const grouped = decimal === "," && fits(evidence, "grouped");
  const review = grouped ? ["Ambiguous: the comma may group thousands; it is read as the decimal separator"] : [];
  const exact = fits(evidence, `cents${decimal}`) || (moneyLike.test(evidence.header) && fraction <= 4);
  if (exact && integer + fraction <= 38) {
    return { type: { kind: "decimal", precision, scale: fraction, round: "none" }, pattern, review, hints: [] };
  }
  const hint = `Could be t.decimal(${precision}, ${fraction}), which is exact: no value has more fractional digits`;
  return { type: { kind: "double", allowNaN: false }, pattern, review, hints: fraction <= 4 ? [hint] : [] };
}
