import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Contract } from "../../core/contract/Contract.ts";
import type { Column } from "../../core/contract/columns/Column.ts";
import { type CsvDialect, csv } from "../../core/contract/csv.ts";
import type { Drift } from "../../core/contract/Drift.ts";
import { dataset } from "../../core/contract/dataset.ts";
import { t } from "../../core/contract/t.ts";
import type { Reject } from "../../core/convert/Reject.ts";
import type { Reason } from "../../core/convert/reasons.ts";
import { projectFolder } from "../../local/cli/folders.ts";
import { literal } from "./literal.ts";
import { codeSpans, type MarkdownTable, markdownTables } from "./markdownTables.ts";
import { bytesOf, unpictured } from "./notation.ts";

/** A field's text, and what a column makes of it. */
export interface ValueExample {
  /** The column as the page declares it. */
  readonly column: string;
  readonly dialect: CsvDialect;
  readonly text: string;
  readonly expected: { readonly value: unknown } | { readonly reason: string };
}

/** A whole file, and what comes of it. */
export interface FileExample {
  readonly heading: string;
  readonly contract: Contract;
  readonly written: string;
  readonly bytes: Buffer;
  /** Rows as lists of values in the contract's order; or the code of the error that the file fails with. */
  readonly expected: { readonly rows: unknown[]; readonly rejects: readonly Reject[] } | { readonly code: string };
}

/** All that a page of semantics claims. */
export interface Examples {
  readonly values: readonly ValueExample[];
  readonly files: readonly FileExample[];
  /** The reasons of the page's own list, and whether each is of a record or of a value. */
  readonly reasons: readonly { readonly reason: string; readonly of: string }[];
}

const page = readFileSync(join(projectFolder, "docs/semantics.md"), "utf8");

/** The examples of docs/semantics.md. A table that is of no known kind is an error: it would not be tested. */
export function examples(): Examples {
  const tables = markdownTables(page);
  const ofKind = (...head: string[]) => tables.filter((table) => table.head.join() === head.join());
  const values = ofKind("Column", "Text", "Result");
  const files = ofKind("File", "Rows", "Rejects");
  const errors = ofKind("File", "Error");
  const reasons = ofKind("Reason", "Of", "When");
  const known = [...values, ...files, ...errors, ...reasons, ...ofKind("Written", "Means")];
  const unknown = tables.find((table) => !known.includes(table));
  if (unknown) throw new Error(`The table of ${unknown.head.join()} under "${unknown.heading}" is not tested`);
  return {
    values: values.flatMap((table) => table.rows.map((row) => valueExample(table, row))),
    files: [...files, ...errors].flatMap((table) => table.rows.map((row) => fileExample(table, row))),
    reasons: reasons.flatMap((table) => table.rows.map(([reason, of = ""]) => ({ reason: italic(reason), of }))),
  };
}

function valueExample({ caption }: MarkdownTable, row: readonly string[]): ValueExample {
  const [column = "", text = "", result = ""] = row;
  const [value] = codeSpans(result);
  return {
    column: onlySpan(column),
    dialect: dialectOf(caption.startsWith("Under ") ? onlySpan(caption) : "csv()"),
    text: textOf(text).toString(),
    expected: value === undefined ? { reason: italic(result) } : { value: unpictured(literal(value)) },
  };
}

function fileExample({ heading, caption }: MarkdownTable, row: readonly string[]): FileExample {
  const [columns = "", ...options] = caption.startsWith("With columns ") ? codeSpans(caption) : [];
  const dialect = options.find((option) => option.startsWith("csv(")) ?? "csv()";
  const drift = options.find((option) => option.startsWith("drift: "))?.replace("drift: ", "") ?? "{}";
  const [written = "", rows = "", rejects] = row;
  return {
    heading,
    contract: contractOf(
      literal(columns, { t }) as Record<string, Column>,
      dialectOf(dialect),
      literal(drift) as Partial<Drift>,
    ),
    written,
    bytes: textOf(written),
    expected:
      rejects === undefined
        ? { code: italic(rows) }
        : { rows: codeSpans(rows).map((each) => unpictured(literal(each))), rejects: rejectsOf(rejects) },
  };
}

/** A contract of columns that the page declares. */
export function contractOf(columns: Record<string, Column>, source: CsvDialect, drift: Partial<Drift> = {}): Contract {
  return dataset("example", { source, columns, drift });
}

/** A column that the page declares. */
export function columnOf(declaration: string): Column {
  return literal(declaration, { t }) as Column;
}

function dialectOf(declaration: string): CsvDialect {
  return literal(declaration, { csv }) as CsvDialect;
}

function rejectsOf(cell: string): Reject[] {
  if (cell === "none") return [];
  return cell.split("; ").map((each) => {
    const [, record, errors = ""] = /^(\d+): (.*) in `/.exec(each) ?? [];
    return { record: Number(record), errors: errors.split(", ").map(errorOf), raw: rawOf(each) };
  });
}

function errorOf(text: string): Reject["errors"][number] {
  return { column: codeSpans(text)[0] ?? null, reason: italic(text.replace(/^`.*` /, "")) as Reason };
}

function rawOf(text: string): string {
  return bytesOf(codeSpans(text).at(-1) ?? "").toString();
}

function textOf(cell: string): Buffer {
  return cell === "_(empty)_" ? Buffer.alloc(0) : bytesOf(onlySpan(cell));
}

function onlySpan(cell: string): string {
  const [span, ...others] = codeSpans(cell);
  if (span !== undefined && others.length === 0) return span;
  throw new Error(`Not one code span: ${cell}`);
}

function italic(cell = ""): string {
  const found = /^_([a-z_.0-9]+)_$/.exec(cell)?.[1];
  if (found !== undefined) return found;
  throw new Error(`Not in italics: ${cell}`);
}
