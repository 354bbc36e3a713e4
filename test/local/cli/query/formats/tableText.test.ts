import { describe, expect, it } from "vitest";
import { tableText } from "../../../../../local/cli/query/formats/tableText.ts";
import { columnsOf, resultOf, textOf } from "../results.ts";

const linesOf = async (...given: Parameters<typeof resultOf>) =>
  (await textOf(tableText(resultOf(...given)))).split("\n").map((line) => line.trimEnd());

describe("a result as a table", () => {
  it("has names above a line, numbers to the right, and a mark for null that an empty text has not", async () => {
    const columns = columnsOf({ sensor: "varchar", toll: "numeric(9,2)" });
    expect(
      await linesOf(columns, [
        ["BXL-002", "1.50"],
        ["", null],
      ]),
    ).toEqual(["sensor   toll", "─────────────", "BXL-002  1.50", "            ∅", "(2 rows)", ""]);
  });

  it("spells out what a terminal would obey, and cuts what is long", async () => {
    const [, , red, long] = await linesOf(columnsOf({ note: "varchar" }), [
      ["a\u001b[31mred\nb\u202ec"],
      ["€".repeat(60)],
    ]);
    expect(red).toBe("a\\u001b[31mred\\nb\\u202ec");
    expect(long).toBe(`${"€".repeat(47)}…`);
  });

  it("shows a decimal of 38 digits whole", async () => {
    const decimal = `-${"9".repeat(34)}.${"1".repeat(4)}`;
    expect(await linesOf(columnsOf({ toll: "numeric(38,4)" }), [[decimal]])).toContain(decimal);
  });

  it("shows a hundred rows, says how many it leaves out, and asks for no more pages", async () => {
    const pages = Array.from({ length: 50 }, () => Array.from({ length: 60 }, () => ["1"]));
    const result = resultOf(columnsOf({ n: "int4" }), ...pages);
    const lines = (await textOf(tableText(result))).trimEnd().split("\n");
    expect(lines.filter((line) => line.trim() === "1")).toHaveLength(100);
    expect(lines.at(-1)).toMatch(/^\(3,000 rows; 2,900 rows left out: /);
    expect(result.read).toBe(2);
  });

  it("has its names where there are no rows", async () => {
    expect(await linesOf(columnsOf({ n: "int4" }), [])).toEqual(["n", "(0 rows)", ""]);
  });
});
