import { Dialect, parse } from "@polyglot-sql/sdk";
import { describe, expect, test } from "vitest";
import type { Contract } from "../../../core/contract/Contract.ts";
import { csv } from "../../../core/contract/csv.ts";
import { dataset } from "../../../core/contract/dataset.ts";
import { t } from "../../../core/contract/t.ts";
import { glueTable } from "../../../core/emit/glueTable.ts";
import { spectrumDdl } from "../../../core/emit/spectrumDdl.ts";
import { registry } from "../../../datasets/registry.ts";

const contents = ["rows", "rejects"] as const;

/** The parser knows partition columns without types only, as CREATE EXTERNAL TABLE AS has them. */
const withoutPartitions = (sql: string) => sql.replace(/^PARTITIONED BY .*\n/m, "");

describe("the Spectrum DDL", () => {
  test.each([...registry.values()])("of $name is its golden file", async (contract) => {
    const statements = contents.map((content) =>
      spectrumDdl(contract, content, `s3://a-lake/${content}/${contract.name}/`),
    );
    await expect(`${statements.join(";\n\n")};\n`).toMatchFileSnapshot(
      `../../golden/emit/${contract.name}.spectrum.sql`,
    );
  });

  test.each([...registry.values()])("of $name is one statement of Redshift, with the catalog's columns", (contract) => {
    for (const content of contents) {
      const sql = spectrumDdl(contract, content, "s3://a-lake/");
      expect(parse(withoutPartitions(sql), Dialect.Redshift), sql).toMatchObject({ success: true, ast: { length: 1 } });
      const { columns, partitionKeys } = glueTable(contract, content);
      const declared = [...sql.matchAll(/^ {2}"([^"]+)" /gm)].map(([, name]) => name);
      expect(declared).toEqual(columns.map(({ name }) => name));
      const partitioned = /^PARTITIONED BY \((.*)\)$/m.exec(sql)?.[1] ?? "";
      expect([...partitioned.matchAll(/"([^"]+)"/g)].map(([, name]) => name)).toEqual(
        partitionKeys.map(({ name }) => name),
      );
    }
  });

  test("names each type as Redshift does", () => {
    const columns = {
      a: t.smallint(),
      b: t.int(),
      c: t.bigint(),
      d: t.decimal(38, 10),
      e: t.real(),
      f: t.double(),
      g: t.boolean(),
      h: t.varchar(65_535),
      i: t.date(),
      j: t.timestamp(),
    };
    const contract: Contract = dataset("all_types", { source: csv(), columns });
    const sql = spectrumDdl(contract, "rows", "s3://a-lake/");
    const types = [...sql.matchAll(/^ {2}"[a-j]" (.*),$/gm)].map(([, type]) => type);
    expect(types).toEqual([
      "smallint",
      "integer",
      "bigint",
      "decimal(38,10)",
      "real",
      "double precision",
      "boolean",
      "varchar(65535)",
      "date",
      "timestamp",
    ]);
  });

  test("does not let a location end its literal", () => {
    const contract: Contract = dataset("a", { source: csv(), columns: { a: t.int() } });
    const sql = spectrumDdl(contract, "rows", "s3://a-lake/'; DROP SCHEMA lake; --/");
    expect(parse(sql, Dialect.Redshift)).toMatchObject({ success: true, ast: { length: 1 } });
    expect(sql).toContain("LOCATION 's3://a-lake/''; DROP SCHEMA lake; --/'");
  });
});
