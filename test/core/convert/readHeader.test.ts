import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { Contract } from "../../../core/contract/Contract.ts";
import { csv } from "../../../core/contract/csv.ts";
import { dataset } from "../../../core/contract/dataset.ts";
import { t } from "../../../core/contract/t.ts";
import { readHeader } from "../../../core/convert/readHeader.ts";
import { SluiceError } from "../../../core/errors.ts";
import { frameAll } from "./frame/frameAll.ts";

const shapeOf = (of: Contract, file: string | Uint8Array) => readHeader(of, frameAll(file)[0] ?? null);
const contract = dataset("costs", {
  source: csv(),
  columns: {
    id: t.int(),
    cost: t.int().nullable().from('Cost, "total"'),
    region: t.varchar(9).default("north"),
  },
});
const header = (file: string | Uint8Array) => shapeOf(contract, file).layout;

describe("a header", () => {
  it("says where each column of the contract is, in whatever order the file has them", () => {
    expect(header('region,"Cost, ""total""",id\n')).toEqual([2, 1, 0]);
  });

  it("may lack a column with a default", () => {
    expect(header('"Cost, ""total""",id\n')).toEqual([1, 0, null]);
  });

  it.each<[string, string, string | Uint8Array]>([
    ["file.no_header", "an empty file", ""],
    ["file.no_header", "a file of blank lines and a byte order mark", "\ufeff\r\n\n"],
    ["file.malformed_header", "a malformed quote", '"id"x,region\n'],
    ["file.malformed_header", "an unclosed quote", 'id,"region\n1,2\n'],
    ["file.malformed_header", "a byte that is not UTF-8", Buffer.from("id,caf\xe9\n", "latin1")],
    ["file.not_text", "a gzip file", gzipSync("id,region\n")],
    ["file.not_text", "zero bytes", "id,\0region\n"],
    ["file.not_text", "UTF-16 with its mark", Buffer.from("\ufeffid,region\n", "utf16le")],
    ["file.not_text", "UTF-16 without its mark", Buffer.from("id,region\n", "utf16le")],
    ["file.not_text", "a workbook", Buffer.from([0x50, 0x4b, 3, 4, 20, 0, 6, 0])],
    ["file.wrong_delimiter", "semicolons", "id;cost;region\n"],
    ["file.wrong_delimiter", "quoted names and tabs", '"id"\t"cost"\n'],
    ["file.unknown_column", "one name without any delimiter", "identity\n"],
    ["file.malformed_header", "a malformed quote beside the contract's delimiter", '"id"x,region;colour\n'],
    ["file.duplicate_header", "a header that occurs twice", 'id,"Cost, ""total""",id\n'],
    ["file.unknown_column", "a column that the contract lacks", 'id,"Cost, ""total""",colour\n'],
    ["file.unknown_column", "a header in another case", 'ID,"Cost, ""total"""\n'],
    ["file.unknown_column", "a header with a blank", 'id ,"Cost, ""total"""\n'],
    ["file.missing_column", "a missing column, even if it is nullable", "id,region\n"],
  ])("fails the file with %s for %s", (code, _, file) => {
    expect(() => header(file)).toThrow(expect.objectContaining({ code, where: "costs" }));
  });

  it("is named in the error, beside what was expected", () => {
    expect(() => header('id,"Cost, ""total""",colour\n')).toThrow(/"colour".*"id", "Cost, \\"total\\"", "region"/);
    expect(() => header("id,region\n")).toThrow(/lacks "Cost, \\"total\\"".*the file's headers are "id", "region"/);
  });

  it("tells which delimiter the file seems to have", () => {
    expect(() => header("id|cost|region;north\n")).toThrow(
      /one field by the delimiter ",".*csv\({ delimiter: "\|" }\)/,
    );
    expect(() => header('"id;x"\t"cost"\n')).toThrow(/csv\({ delimiter: "\\t" }\)/);
  });

  it("may be one field that holds another delimiter, where the contract has it", () => {
    const single = dataset("single", { source: csv(), columns: { text: t.varchar(9).from("a;b;c") } });
    expect(shapeOf(single, "a;b;c\n").layout).toEqual([0]);
  });

  it("gives an error of bearable length, however long its names are", () => {
    const names = Array.from({ length: 500 }, (_, index) => `${"x".repeat(1000)}${index}`);
    try {
      header(names.join(","));
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(SluiceError);
      expect(String(error).length).toBeLessThan(4000);
    }
  });
});

describe("a header that has drifted", () => {
  const columns = { id: t.int(), speed: t.int().from("Speed", "speed", "v"), note: t.varchar(9).nullable() };
  const drifting = (drift: Contract["drift"]) => dataset("drifts", { source: csv(), columns, drift });

  it("may have a column's former name", () => {
    const strict = drifting({ added: "freeze", missing: "fail" });
    for (const name of ["Speed", "speed", "v"]) expect(shapeOf(strict, `note,${name},id\n`).layout).toEqual([2, 1, 0]);
    expect(() => shapeOf(strict, "id,speed,v,note\n")).toThrow(/duplicate_header|more than once/);
  });

  it("has its unknown fields rescued, in its order", () => {
    const {
      layout,
      added,
      contract: same,
    } = shapeOf(drifting({ added: "rescue", missing: "fail" }), "z,id,Speed,a,note\n");
    const unknown = [
      { header: "z", index: 0 },
      { header: "a", index: 3 },
    ];
    expect({ layout, added }).toEqual({ layout: [1, 2, 4, unknown], added: [] });
    expect(same.columns.at(-1)).toMatchObject({ name: "_rescued", nullable: true });
  });

  it("adds its unknown columns, under names in SQL", () => {
    const {
      layout,
      added,
      contract: wider,
    } = shapeOf(drifting({ added: "evolve", missing: "fail" }), "Total €,id,Speed,laneCount,note\n");
    expect(layout).toEqual([1, 2, 4, 0, 3]);
    expect(added).toEqual([
      { header: "Total €", name: "total" },
      { header: "laneCount", name: "lane_count" },
    ]);
    expect(wider.columns.slice(3)).toMatchObject([
      { name: "total", nullable: true, type: { kind: "varchar", bytes: 65_535 } },
      { name: "lane_count" },
    ]);
  });

  it.each([
    ["no name in SQL", "id,Speed,note,€\n", /"€", which makes no name/],
    ["the name of a column", "id,Speed,note,SPEED\n", /would be the column "speed", which there is/],
    ["one name", "id,Speed,note,lane count,laneCount\n", /"lane count", "laneCount", which would be one column/],
  ])("fails the file where an added column would have %s", (_, file, told) => {
    expect(() => shapeOf(drifting({ added: "evolve", missing: "fail" }), file)).toThrow(told);
  });

  it("fails the file that would give its table more columns than Spectrum reads", () => {
    const names = Array.from({ length: 1594 }, (_, index) => `c${index}`).join();
    const evolving = drifting({ added: "evolve", missing: "fail" });
    expect(() => shapeOf(evolving, `id,Speed,note,${names}\n`)).toThrow(
      expect.objectContaining({ code: "file.too_many_columns" }),
    );
    expect(shapeOf(evolving, `id,Speed,note,${names.replace("c0,", "")}\n`).added).toHaveLength(1593);
  });

  it("may lack what may be null, where the contract says so, and nothing else", () => {
    const lenient = drifting({ added: "freeze", missing: "null" });
    expect(shapeOf(lenient, "Speed,id\n").layout).toEqual([1, 0, null]);
    expect(() => shapeOf(lenient, "id,note\n")).toThrow(/lacks "Speed"/);
  });

  it("tells what seems to be renamed", () => {
    const mend = /if "pace" is the new name of "Speed", declare \.from\("pace", "Speed"\)/;
    for (const added of ["freeze", "rescue", "evolve"] as const) {
      expect(() => shapeOf(drifting({ added, missing: "fail" }), "id,pace,note\n")).toThrow(mend);
    }
    expect(() => shapeOf(drifting({ added: "freeze", missing: "fail" }), "id,pace,other\n")).not.toThrow(mend);
  });
});
