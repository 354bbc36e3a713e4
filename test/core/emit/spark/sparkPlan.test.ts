import { describe, expect, test } from "vitest";
import type { Contract } from "../../../../core/contract/Contract.ts";
import { csv } from "../../../../core/contract/csv.ts";
import { dataset } from "../../../../core/contract/dataset.ts";
import { t } from "../../../../core/contract/t.ts";
import { sparkPlan } from "../../../../core/emit/spark/sparkPlan.ts";
import { registry } from "../../../../datasets/registry.ts";

const { a, b } = { a: t.int().from("The A"), b: t.timestamp({ zone: "Europe/Brussels" }) };

describe("the plan of a contract", () => {
  test.each([...registry.values()])("of $name is its golden file", async (contract) => {
    const { zones, ...plan } = sparkPlan(contract);
    const counted = zones.map(({ zone, probes }) => ({ zone, probes: probes.length }));
    const text = `${JSON.stringify({ ...plan, zones: counted }, null, 2)}\n`;
    await expect(text).toMatchFileSnapshot(`../../../golden/emit/${contract.name}.spark.json`);
  });

  test("is the same after a way through JSON", () => {
    for (const contract of registry.values()) {
      const plan = sparkPlan(contract);
      expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
    }
  });

  test("says which columns a file may lack, and what fills them", () => {
    const contract: Contract = dataset("filled", {
      source: csv(),
      columns: { a, n: t.decimal(5, 2).default("1.50"), x: t.int().nullable(), s: t.varchar(9).default("it's") },
    });
    expect(sparkPlan(contract).columns.map(({ missing }) => missing)).toEqual([
      null,
      "CAST('1.50' AS decimal(5,2))",
      null,
      "'it\\'s'",
    ]);
  });

  test("names headers beside SQL, never in it", () => {
    const hostile = "x'`\"); DROP TABLE t; --";
    const contract: Contract = dataset("hostile", { source: csv(), columns: { a: t.int().from(hostile) } });
    const [column] = sparkPlan(contract).columns;
    expect(column?.header).toBe(hostile);
    expect(JSON.stringify({ ...column, header: "" })).not.toContain("DROP");
  });

  test("gives each zone once, and none for UTC", () => {
    const contract: Contract = dataset("zoned", { source: csv(), columns: { a, b, c: b, d: t.timestamp() } });
    expect(sparkPlan(contract).zones.map(({ zone }) => zone)).toEqual(["Europe/Brussels"]);
  });

  test("carries the transform and what it adds", () => {
    const contract: Contract = dataset("changed", {
      source: csv({ splittable: true }),
      columns: { a, b },
      transform: "strike_trends",
      derived: { costUsd: t.decimal(12, 2).nullable(), rank: t.int() },
      sortBy: ["rank", "a"],
    });
    expect(sparkPlan(contract)).toMatchObject({
      source: { splittable: true },
      transform: "strike_trends",
      derived: [
        { name: "cost_usd", type: "decimal(12,2)", nullable: true },
        { name: "rank", type: "int", nullable: false },
      ],
      sort: ["`rank` ASC NULLS LAST", "`a` ASC NULLS LAST"],
    });
  });

  test("takes all names of steps from the column's place, so that none meets another's", () => {
    for (const contract of registry.values()) {
      const names = sparkPlan(contract).columns.flatMap(({ steps }) => steps.flatMap((layer) => Object.keys(layer)));
      expect(new Set(names).size).toBe(names.length);
    }
  });
});
