import { typescriptLiteral } from "../../emit/typescriptLiteral.ts";
import { type CsvDialect, csv } from "../csv.ts";
import type { ColumnEvidence } from "./ColumnEvidence.ts";
import type { ColumnDraft, ContractDraft } from "./ContractDraft.ts";
import { camelCaseKeys } from "./camelCaseKeys.ts";
import type { Conventions } from "./Drafted.ts";
import { tellsDayFirst } from "./draftDate.ts";
import { draftType, draftTyped } from "./draftType.ts";
import { fits } from "./fits.ts";

/**
 * Drafts a contract from what was counted of each column.
 * @param dialect what is known of how the files are written
 */
export function draftContract(
  name: string,
  dialect: Partial<CsvDialect>,
  evidence: readonly ColumnEvidence[],
): ContractDraft {
  const conventions = { decimal: decimalOf(evidence), dayFirst: dayFirstOf(evidence) };
  const tokens = tokensOf(evidence, conventions);
  const keys = camelCaseKeys(evidence.map(({ header }) => header));
  const columns = evidence.map((each, index) => draftColumn(keys[index] ?? "", each, conventions, tokens));
  return { name, source: csv({ ...dialect, decimal: conventions.decimal, nulls: ["", ...tokens] }), columns };
}

/** A comma, where more columns are numbers by it alone than by the point alone. */
function decimalOf(evidence: readonly ColumnEvidence[]): "." | "," {
  const readOnlyBy = (one: string, other: string) =>
    evidence.filter((each) => fits(each, `floating${one}`) && !fits(each, `floating${other}`)).length;
  return readOnlyBy(",", ".") > readOnlyBy(".", ",") ? "," : ".";
}

function dayFirstOf(evidence: readonly ColumnEvidence[]): boolean | undefined {
  const told = new Set(evidence.map(tellsDayFirst).filter((order) => order !== undefined));
  return told.size === 1 ? told.has(true) : undefined;
}

/** The tokens of columns that are not text without them. */
function tokensOf(evidence: readonly ColumnEvidence[], conventions: Conventions): string[] {
  const typed = evidence.filter((each) => draftTyped(each, conventions) !== undefined);
  return [...new Set(typed.flatMap(({ tokens }) => Object.keys(tokens)))];
}

function draftColumn(
  key: string,
  evidence: ColumnEvidence,
  conventions: Conventions,
  nulls: readonly string[],
): ColumnDraft {
  const { header, empty, tokens, missing } = evidence;
  const { type, pattern, review, hints } = draftType(evidence, conventions);
  const asNull = Object.keys(tokens).filter((token) => nulls.includes(token));
  const asText = Object.keys(tokens).filter((token) => !nulls.includes(token));
  return {
    key,
    header,
    type,
    nullable: empty > 0 || asNull.length > 0 || missing.length > 0 || evidence.fields === 0,
    pattern,
    review: [
      ...review,
      ...(asNull.length === 0 ? [] : [`Read as null: ${counted(evidence, asNull)}`]),
      ...(asText.length === 0
        ? []
        : [`Kept as text, and null if listed in csv({ nulls }): ${counted(evidence, asText)}`]),
      ...(missing.length === 0 ? [] : [`Missing from ${missing.map(typescriptLiteral).join(", ")}`]),
    ],
    hints,
  };
}

function counted({ tokens }: ColumnEvidence, which: readonly string[]): string {
  return which.map((token) => `${typescriptLiteral(token)} (${tokens[token]})`).join(", ");
}
