import type { ColumnEvidence } from "../../../core/contract/infer/ColumnEvidence.ts";
import type { ColumnDraft } from "../../../core/contract/infer/ContractDraft.ts";
import { typescriptLiteral } from "../../../core/emit/typescriptLiteral.ts";

/** Characters of a value that are shown. */
const shownLength = 30;

/**
 * What was seen of a column, in a line, and below it a line for each thing that a person has to decide.
 * @param range its least and its greatest value, where it has one
 * @param misfits values that are not of its type
 */
export function columnNotes(
  { review, hints, nullable, type }: ColumnDraft,
  evidence: ColumnEvidence,
  range: readonly [string, string] | undefined,
  misfits: readonly string[],
): string[] {
  const { distinct, fields, frequent, bytes } = evidence;
  const facts = [
    nullable ? `${percent(fields - evidence.values, fields)} null` : "never null",
    `${distinct} different`,
    ...(type.kind === "varchar" ? [`${bytes.most} bytes at most`] : []),
    ...(range === undefined ? [] : [`${shown(range[0])} to ${shown(range[1])}`]),
    ...(frequent.length === 0 ? [] : [`as ${frequent.map(shown).join(", ")}`]),
  ];
  const odd = misfits.length === 0 ? [] : [`Some values are not of this type, as ${misfits.map(shown).join(", ")}`];
  return [
    facts.join("; "),
    ...[...odd, ...review].map((sentence) => `Review: ${sentence}.`),
    ...hints.map((hint) => `${hint}.`),
  ];
}

/** Numbers and dates as they are; all else as a literal. */
function shown(text: string): string {
  if (/^[-+]?[0-9][-+0-9.,:/TZe ]{0,40}$/.test(text)) return text;
  return typescriptLiteral(text.length > shownLength ? `${text.slice(0, shownLength - 1)}…` : text);
}

/** A share that is neither none nor all is never shown as such. */
function percent(part: number, whole: number): string {
  if (part === 0 || whole === 0) return "0 %";
  if (part === whole) return "100 %";
  const share = (100 * part) / whole;
  return share < 0.1 ? "< 0.1 %" : `${Math.min(share, 99.9).toFixed(1)} %`;
}
