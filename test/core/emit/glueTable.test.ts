import { describe, expect, test } from "vitest";
import { glueTable } from "../../../core/emit/glueTable.ts";
import { registry } from "../../../datasets/registry.ts";

describe("the catalog table", () => {
  const cases = [...registry.values()].flatMap((contract) =>
    (["rows", "rejects"] as const).map((content) => ({ name: contract.name, content, contract })),
  );

  test.each(cases)("of $name's $content is its golden file", async ({ name, content, contract }) => {
    const text = `${JSON.stringify(glueTable(contract, content), null, 2)}\n`;
    await expect(text).toMatchFileSnapshot(`../../golden/emit/${name}.${content}.glue.json`);
  });

  test.each(cases)("of $name's $content has no column name twice", ({ content, contract }) => {
    const { columns, partitionKeys } = glueTable(contract, content);
    const names = [...columns, ...partitionKeys].map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});
