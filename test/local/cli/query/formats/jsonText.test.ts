import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jsonText } from "../../../../../local/cli/query/formats/jsonText.ts";
import { anyRow, column, columnsOf, everyType, resultOf, textOf } from "../results.ts";

describe("a result as JSON", () => {
  it("is an array of objects, one a line, with one rule a type", async () => {
    const row = [
      "-1",
      "7",
      "9007199254740993",
      "1.50",
      "0.1",
      "1e+21",
      "true",
      "2024-10-27",
      "2024-10-27 00:30:00",
      "",
    ];
    const nulls = row.map(() => null);
    expect(await textOf(jsonText(resultOf(everyType, [row], [], [nulls])))).toBe(
      '[\n{"small":-1,"whole":7,"big":"9007199254740993","toll":"1.50","speed":0.1,"share":1e+21,"raining":true,' +
        '"day":"2024-10-27","taken":"2024-10-27 00:30:00","note":""},\n' +
        '{"small":null,"whole":null,"big":null,"toll":null,"speed":null,"share":null,"raining":null,' +
        '"day":null,"taken":null,"note":null}\n]\n',
    );
  });

  it.each(["NaN", "Infinity", "-Infinity"])("has %s, which JSON has no number for, as a string", async (value) => {
    expect(JSON.parse(await textOf(jsonText(resultOf([column("share", "float8")], [[value]]))))).toEqual([
      { share: value },
    ]);
  });

  it("is an empty array where there are no rows", async () => {
    expect(await textOf(jsonText(resultOf(everyType, [])))).toBe("[]\n");
  });

  it("keeps the order of columns, whatever they are called", async () => {
    const columns = [column("b", "int4"), column("1", "int4"), column("__proto__", "int4")];
    expect(await textOf(jsonText(resultOf(columns, [["1", "2", "3"]])))).toBe('[\n{"b":1,"1":2,"__proto__":3}\n]\n');
  });

  it("is refused where two columns have one name", async () => {
    const columns = [column("n", "int4"), column("N", "int4")];
    await expect(textOf(jsonText(resultOf(columns, [["1", "2"]])))).rejects.toMatchObject({ code: "cli.same_column" });
  });

  it("reads back as the values of the rows, exactly", async () => {
    const numbers = new Set(
      columnsOf({ small: "int2", whole: "int4", speed: "float4", share: "float8" }).map((c) => c.name),
    );
    const expectedOf = (name: string, cell: string | null) => {
      if (cell === null) return null;
      if (name === "raining") return cell === "true";
      return numbers.has(name) && Number.isFinite(Number(cell)) ? Number(cell) : cell;
    };
    await fc.assert(
      fc.asyncProperty(fc.array(anyRow), fc.nat(5), async (rows, cut) => {
        const back = JSON.parse(await textOf(jsonText(resultOf(everyType, rows.slice(0, cut), rows.slice(cut)))));
        const expected = rows.map((row) =>
          Object.fromEntries(everyType.map(({ name }, at) => [name, expectedOf(name, row[at] ?? null)])),
        );
        expect(back).toEqual(expected);
      }),
    );
  });
});
