import type { ColumnType } from "../../contract/ColumnSpec.ts";
import type { Converted } from "../Converted.ts";
import { decimalGrammar, decimalGroups } from "../grammar/decimalGrammar.ts";
import { matcher } from "../grammar/matcher.ts";

type DecimalType = Extract<ColumnType, { kind: "decimal" }>;

/** Reads texts of the decimal grammar exactly, by their digits. */
export function decimalReader(type: DecimalType, separator: "." | ","): (text: string) => Converted {
  const { precision, scale, round } = type;
  const pattern = matcher(decimalGrammar(separator).source);
  return (text) => {
    const groups = pattern.exec(text) ?? [];
    const integer = (groups[decimalGroups.integer] ?? "").replace(/^0+/, "");
    const fraction = groups[decimalGroups.fraction] ?? groups[decimalGroups.bareFraction] ?? "";
    const excess = fraction.slice(scale);
    if (round === "none" && /[1-9]/.test(excess)) return { reason: "too_precise" };
    if (integer.length > precision - scale) return { reason: "out_of_range" };
    const kept = BigInt(integer + fraction.slice(0, scale).padEnd(scale, "0"));
    const unscaled = /^[5-9]/.test(excess) ? kept + 1n : kept;
    if (unscaled >= 10n ** BigInt(precision)) return { reason: "out_of_range" };
    return { value: decimalText(unscaled, scale, groups[decimalGroups.sign] === "-") };
  };
}

function decimalText(unscaled: bigint, scale: number, negative: boolean): string {
  const digits = String(unscaled).padStart(scale + 1, "0");
  const point = digits.length - scale;
  const text = scale === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`;
  return negative && unscaled !== 0n ? `-${text}` : text;
}
