import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Contract } from "../../../core/contract/Contract.ts";
import { csv } from "../../../core/contract/csv.ts";
import { dataset } from "../../../core/contract/dataset.ts";
import { t } from "../../../core/contract/t.ts";
import { datasetPage } from "../../../core/emit/datasetPage.ts";
import { registry } from "../../../datasets/registry.ts";
import { codeSpans, markdownTables } from "../../docs/markdownTables.ts";

describe("the page of a dataset", () => {
  test.each([...registry.values()])("of $name is its golden file", async (contract) => {
    await expect(`${datasetPage(contract)}\n`).toMatchFileSnapshot(`../../golden/emit/${contract.name}.md`);
  });

  test("says of each column its name, header, type, null and rules, whatever characters they have", () => {
    const text = fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(text, text, (header, allowed) => {
        const contract: Contract = dataset("odd", {
          source: csv(),
          columns: { theColumn: t.varchar(40).from(header).oneOf([allowed]).nullable() },
        });
        const [columns] = markdownTables(datasetPage(contract));
        const [name = "", from = "", type, nulls, rules = ""] = columns?.rows[0] ?? [];
        expect([type, nulls]).toEqual(["varchar(40)", "allowed"]);
        expect(codeSpans(name)).toEqual(["the_column"]);
        expect(codeSpans(from)).toEqual([header]);
        expect(codeSpans(rules)).toEqual([allowed]);
      }),
    );
  });

  test("says how each option changes a type, and what becomes of a null", () => {
    const contract: Contract = dataset("options", {
      source: csv({ nulls: [] }),
      columns: {
        a: t.decimal(5, 2).round("halfUp").default("1.50"),
        b: t.double().allowNaN().between(-1, 1),
        c: t.varchar(5).trim().keepEmpty().default(""),
        d: t.timestamp({ zone: "Asia/Tehran", disambiguation: "later" }),
      },
      rejects: { maxShare: 0.07, minRows: 10 },
      catalog: "crawl",
    });
    const page = datasetPage(contract);
    const [columns] = markdownTables(page);
    expect(columns?.rows.map(([, , ...said]) => said)).toEqual([
      ["decimal(5, 2), rounded half up", "becomes `1.50`", ""],
      ["double, NaN and infinities allowed", "rejected", "from `-1` to `1`"],
      ["varchar(5), trimmed, the empty field is a value", 'becomes `""`', ""],
      ["timestamp; without an offset in Asia/Tehran, skipped and repeated times: later", "rejected", ""],
    ]);
    expect(page).toContain("null is never read.");
    expect(page).toContain("7 % of the records of a file that has at least 10;");
    expect(page).toContain("partitions are found by a crawler");
  });

  test("says what a transform adds, and what a splittable file may not hold", () => {
    const contract: Contract = dataset("trends", {
      source: csv({ splittable: true }),
      columns: { id: t.int() },
      transform: "trends",
      derived: { perDay: t.smallint(), cost: t.decimal(12, 2).nullable() },
      sortBy: ["perDay"],
    });
    const page = datasetPage(contract);
    expect(page).toContain("A newline always ends a record, and quotes are only around fields or doubled in one.");
    expect(page).toContain(
      "Rows are changed by `jobs/spark/transforms/trends.py` before they are written, which adds:",
    );
    const [, derived, layout] = markdownTables(page);
    expect(derived?.rows).toEqual([
      ["`per_day`", "smallint", "never"],
      ["`cost`", "decimal(12, 2)", "allowed"],
    ]);
    expect(layout?.rows).toContainEqual(["Sorted by", "`per_day`"]);
    expect(datasetPage({ ...contract, derived: [], sortBy: [] })).toContain("before they are written.\n");
  });

  test("shows the warehouse's SQL in blocks that no text of it ends", () => {
    const refresh = ["DELETE FROM marts.odd WHERE note = '```'"];
    const contract: Contract = dataset("odd", {
      source: csv(),
      columns: { a: t.int() },
      warehouse: { create: ["CREATE TABLE marts.odd (note varchar(10))"], refresh },
    });
    const page = datasetPage(contract);
    expect(page).toContain("```sql\nCREATE TABLE marts.odd (note varchar(10));\n```");
    expect(page).toContain(`\`\`\`\`sql\n${refresh[0]};\n\`\`\`\``);
  });
});
