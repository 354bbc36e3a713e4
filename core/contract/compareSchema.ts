import { glueTable } from "../emit/glueTable.ts";
import type { GlueColumn } from "../emit/parquetTable.ts";
import type { ColumnType } from "./ColumnSpec.ts";
import type { Contract, ContractColumn } from "./Contract.ts";
import { headersOf } from "./headersOf.ts";
import { mayBeMissing } from "./mayBeMissing.ts";

/** How the columns that a crawler found in landed files differ from a contract's. */
export interface SchemaDifference {
  /** Headers of the contract that the files lack; a column with a default may be missing. */
  readonly missing: readonly string[];
  /** Columns of the files that the contract does not know. */
  readonly added: readonly string[];
  readonly types: readonly TypeDifference[];
}

/** A column whose values cannot all be of the contract's type. */
export interface TypeDifference {
  /** The header. */
  readonly column: string;
  /** In Hive's words, both. */
  readonly contract: string;
  readonly crawled: string;
}

/**
 * Holds the columns of a crawled CSV table against a contract. Names are compared in lower case, as a crawler writes
 * them. A type is a difference only where it contradicts the contract: an integer fits every number, text fits a number
 * that the crawler may not be able to read (another decimal separator, null tokens, a column that may be empty).
 */
export function compareSchema(contract: Contract, crawled: readonly GlueColumn[]): SchemaDifference {
  const found = new Map(crawled.map(({ name, type }) => [name.toLowerCase(), type.toLowerCase()]));
  const known = new Set(headersOf(contract.columns).map(crawledName));
  const missing = contract.columns.flatMap((column) => {
    const { header } = column;
    return header === null || found.has(crawledName(header)) || mayBeMissing(contract, column) ? [] : [header];
  });
  return {
    missing,
    added: contract.drift.added === "freeze" ? [...found.keys()].filter((name) => !known.has(name)) : [],
    types: typeDifferences(contract, found),
  };
}

/** A crawler trims a header and writes it in lower case. */
function crawledName(header: string): string {
  return header.trim().toLowerCase();
}

function typeDifferences(contract: Contract, found: ReadonlyMap<string, string>): TypeDifference[] {
  const declared = new Map(glueTable(contract, "rows").columns.map(({ name, type }) => [name, type]));
  return contract.columns.flatMap((column) => {
    const { header } = column;
    const crawled = header === null ? undefined : found.get(crawledName(header));
    if (header === null || crawled === undefined || fits(contract, column, crawled)) return [];
    return [{ column: header, contract: declared.get(column.name) ?? column.type.kind, crawled }];
  });
}

const integers = new Set(["tinyint", "smallint", "int", "bigint"]);
const fractions = new Set(["float", "double"]);

function fits(contract: Contract, column: ContractColumn, crawled: string): boolean {
  const isInteger = integers.has(crawled);
  const isFraction = fractions.has(crawled) || crawled.startsWith("decimal");
  const isText = !isInteger && !isFraction && crawled !== "boolean";
  const { type } = column;
  switch (type.kind) {
    case "varchar":
      return true;
    case "smallint":
    case "int":
    case "bigint":
      return isInteger || (isText && mayReadAsText(contract, column));
    case "decimal":
    case "real":
    case "double":
      return (
        isInteger || (isFraction && contract.source.decimal === ".") || (isText && mayReadAsText(contract, column))
      );
    case "boolean":
      return isText || crawled === "boolean" || (isInteger && hasDigitTokens(type));
    case "date":
      return isText || (isInteger && /^[DMY]+$/.test(type.format));
    case "timestamp":
      return isText;
  }
}

/** Whether a crawler may see text in a column of numbers that are all well written. */
function mayReadAsText({ source }: Contract, { type, nullable, default: filled }: ContractColumn): boolean {
  const isFraction = type.kind === "decimal" || type.kind === "real" || type.kind === "double";
  const mayBeEmpty = nullable || filled !== undefined;
  return mayBeEmpty || (isFraction && source.decimal !== ".") || ("allowNaN" in type && type.allowNaN);
}

function hasDigitTokens({ trueTokens, falseTokens }: Extract<ColumnType, { kind: "boolean" }>): boolean {
  return [...trueTokens, ...falseTokens].some((token) => /^\d+$/.test(token));
}
