import { describe, expect, it } from "vitest";
import { csv } from "../../../core/contract/csv.ts";
import { dataset } from "../../../core/contract/dataset.ts";
import { t } from "../../../core/contract/t.ts";
import { readHeader } from "../../../core/convert/readHeader.ts";
import { SluiceError } from "../../../core/errors.ts";
import { frameAll } from "./frame/frameAll.ts";

const contract = dataset("costs", {
  source: csv(),
  columns: {
    id: t.int(),
    cost: t.int().nullable().from('Cost, "total"'),
    region: t.varchar(9).default("north"),
  },
});
const header = (file: string | Uint8Array) => readHeader(contract, frameAll(file)[0] ?? null);

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
