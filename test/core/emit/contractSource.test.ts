import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ColumnType } from "../../../core/contract/ColumnSpec.ts";
import type { Contract } from "../../../core/contract/Contract.ts";
import { csv } from "../../../core/contract/csv.ts";
import { dataset } from "../../../core/contract/dataset.ts";
import type { ContractDraft } from "../../../core/contract/infer/ContractDraft.ts";
import { camelCaseKeys } from "../../../core/contract/infer/camelCaseKeys.ts";
import { contractOfDraft } from "../../../core/contract/infer/contractOfDraft.ts";
import { t } from "../../../core/contract/t.ts";
import { contractSource } from "../../../core/emit/contractSource.ts";
import { typescriptLiteral } from "../../../core/emit/typescriptLiteral.ts";

const types = fc.constantFrom<ColumnType>(
  { kind: "int" },
  { kind: "bigint" },
  { kind: "decimal", precision: 12, scale: 4, round: "none" },
  { kind: "double", allowNaN: false },
  { kind: "double", allowNaN: true },
  { kind: "boolean", trueTokens: ["true"], falseTokens: ["false"] },
  { kind: "boolean", trueTokens: ["y"], falseTokens: ["n"] },
  { kind: "varchar", bytes: 40, trim: false, keepEmpty: false },
  { kind: "date", format: "YYYY-MM-DD" },
  { kind: "date", format: "D/M/YYYY" },
  { kind: "timestamp", zone: "UTC", disambiguation: "reject" },
);

const hostile = fc.oneof(
  fc.constantFrom(
    "*/",
    "`",
    "\u0024{x}",
    '"',
    "\\",
    "\n",
    "\u2028",
    "// ",
    "😀",
    "class",
    "constructor",
    "__proto__",
    "\u202e",
  ),
  fc.string({ unit: "binary", maxLength: 6 }),
);
const headers = fc.uniqueArray(
  fc.array(hostile, { maxLength: 4 }).map((parts) => parts.join("")),
  { minLength: 1, maxLength: 8 },
);
const dialects = fc.constantFrom(
  csv(),
  csv({ delimiter: ";", decimal: ",", nulls: ["", '"', "\\N", "NA"] }),
  csv({
    delimiter: "\t",
    quote: "'",
    escape: "\\",
    comment: "#",
    header: false,
    encoding: "windows-1252",
    compression: "gzip",
    skip: 3,
  }),
);
const names = fc.constantFrom("birdstrikes", "class", "t", "dataset", "new", "a_1__b_", "csv");

const drafts: fc.Arbitrary<ContractDraft> = fc
  .record({ name: names, source: dialects, headers, types: fc.array(types, { minLength: 8, maxLength: 8 }) })
  .map(({ headers: found, types: drawn, ...draft }) => ({
    ...draft,
    columns: camelCaseKeys(found).map((key, index) => ({
      key,
      header: found[index] ?? "",
      type: drawn[index] ?? { kind: "int" },
      nullable: index % 2 === 0,
      pattern: undefined,
      review: [],
      hints: [],
    })),
  }));

/** Runs a contract's text, as its own module would. */
function run(source: string): Contract {
  const body = source.replace(/^import .*\n/gm, "").replace(/^export const (\w+) =/m, "const $1 =");
  const [, name] = /^const (\w+) =/m.exec(body) ?? [];
  return new Function("csv", "dataset", "t", `"use strict";\n${body}\nreturn ${name};`)(csv, dataset, t);
}

describe("the text of a drafted contract", () => {
  it("declares the very contract, whatever headers, names and comments are in it", () => {
    fc.assert(
      fc.property(drafts, fc.array(hostile), (draft, parts) => {
        const said = [`Review: ${typescriptLiteral(parts.join(" "))}.`];
        const columns = Object.fromEntries(draft.columns.map(({ key }) => [key, said]));
        const found = run(contractSource(draft, { file: said, columns, options: said }));
        expect(found.hash).toBe(contractOfDraft(draft).hash);
      }),
      { numRuns: 200 },
    );
  });

  it("imports from where it is kept", () => {
    const draft = { name: "orders", source: csv(), columns: [] };
    const text = contractSource(draft, { file: [], columns: {}, options: [] }, "../../core");
    expect(text).toContain('import { csv } from "../../core/contract/csv.ts";\n');
  });

  it("breaks long comments between words", () => {
    const draft = { name: "orders", source: csv(), columns: [] };
    const words = Array.from({ length: 60 }, (_, index) => `word${index}`);
    const text = contractSource(draft, { file: [words.join(" ")], columns: {}, options: [] });
    const lines = text.split("\n").filter((line) => line.startsWith("// "));
    expect(lines.map((line) => line.slice(3)).join(" ")).toBe(words.join(" "));
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(116);
    expect(lines.length).toBeGreaterThan(1);
  });
});
