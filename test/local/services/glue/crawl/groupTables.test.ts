import { describe, expect, it } from "vitest";
import type { FileSchema } from "../../../../../local/services/glue/crawl/FileSchema.ts";
import { type CrawledFile, groupTables } from "../../../../../local/services/glue/crawl/groupTables.ts";
import { partitionsOf } from "../../../../../local/services/glue/crawl/partitionsOf.ts";

function file(key: string, names: string, schema: Partial<FileSchema> = {}): CrawledFile {
  const columns = names.split(" ").map((name) => ({ name, type: "bigint" }));
  const folders = ["bucket", ...key.split("/").slice(0, -1)];
  return {
    key,
    size: 1,
    folders,
    schema: { classification: "json", compression: "none", records: 1, columns, ...schema },
  };
}

const separate = { combineCompatibleSchemas: false, tableLevel: undefined };
const combined = { combineCompatibleSchemas: true, tableLevel: undefined };
const tables = (files: CrawledFile[], output: Parameters<typeof groupTables>[2], root = ["bucket"]) =>
  groupTables(root, files, output).map(
    ({ name, files: members }) => `${name}: ${members.map(({ key }) => key).join(" ")}`,
  );

describe("the tables that a crawler makes of files", () => {
  it("makes one of folders whose files are alike, which become partitions", () => {
    const files = ["year=2019/month=Jan/a", "year=2019/month=Feb/b"].map((key) => file(`sales/${key}`, "a b c"));
    expect(tables(files, separate, ["bucket", "sales"])).toHaveLength(1);
    const { keys, partitions } = partitionsOf(2, files);
    expect(keys).toEqual(["year", "month"]);
    expect(partitions.map(({ values }) => values)).toEqual([
      ["2019", "Jan"],
      ["2019", "Feb"],
    ]);
  });

  it("numbers partition keys that folders do not name", () => {
    const files = ["table1/partition1/a", "table1/partition2/a", "table2/partition3/a"].map((key) => file(key, "a b"));
    const { keys, partitions } = partitionsOf(1, files);
    expect(keys).toEqual(["partition_0", "partition_1"]);
    expect(partitions.map(({ values }) => values.join())).toContain("table2,partition3");
  });

  it("makes a table of each folder whose files differ, unless compatible ones are combined", () => {
    const files = [file("table1/year=2017/data1.json", "a b"), file("table1/year=2018/data2.json", "c d")];
    const root = ["bucket", "table1"];
    expect(tables(files, separate, root)).toEqual([
      "year_2017: table1/year=2017/data1.json",
      "year_2018: table1/year=2018/data2.json",
    ]);
    expect(tables(files, combined, root)).toEqual(["table1: table1/year=2017/data1.json table1/year=2018/data2.json"]);
  });

  it("takes schemas for alike from 70 % of shared columns on", () => {
    const names = "a b c d e f g";
    expect(tables([file("a", names), file("b", `${names} h i j`)], separate)).toHaveLength(1);
    expect(tables([file("a", names), file("b", `${names} h i j k`)], separate)).toEqual(["a: a", "b: b"]);
  });

  it("never joins files of another format, compression or delimiter", () => {
    const csv = (delimiter: string) => ({
      classification: "csv" as const,
      csv: { delimiter, header: true, quoted: false },
    });
    const files = [
      file("a/1", "a b"),
      file("b/1", "a b", { compression: "gzip" }),
      file("c/1", "a b", csv(",")),
      file("d/1", "a b", csv(";")),
    ];
    expect(tables(files, combined)).toEqual(["a: a/1", "b: b/1", "c: c/1", "d: d/1"]);
  });

  it("makes a table of each folder of the level that is asked for", () => {
    const level = { combineCompatibleSchemas: true, tableLevel: 3 };
    const files = [file("x/one/deep/1", "a"), file("x/two/1", "b"), file("x/1", "c")];
    expect(tables(files, level)).toEqual(["one: x/one/deep/1", "two: x/two/1"]);
  });

  it("gives the name of a folder to the most of its files at a fixed level, and a hash to the others", () => {
    const level = { combineCompatibleSchemas: true, tableLevel: 2 };
    const files = [file("x/1", "a"), file("x/2", "a", { compression: "gzip" }), file("x/3", "a")];
    const [first, second] = tables(files, level);
    expect(first).toBe("x: x/1 x/3");
    expect(second).toMatch(/^x_[0-9a-f]{32}: x\/2$/);
  });

  it("makes nothing of nothing", () => {
    expect(tables([], separate)).toEqual([]);
    expect(tables([], { combineCompatibleSchemas: false, tableLevel: 2 })).toEqual([]);
  });
});
