import { Dialect, parse } from "@polyglot-sql/sdk";
import { describe, expect, it } from "vitest";
import { csv } from "../../../core/contract/csv.ts";
import { dataset } from "../../../core/contract/dataset.ts";
import { t } from "../../../core/contract/t.ts";
import { warehouseSetup } from "../../../core/emit/warehouseSetup.ts";

const source = { glueDatabase: "sluice_dev", region: "eu-west-1", lakeRoleArn: "arn:aws:iam::000000000000:role/lake" };
const create = ["CREATE TABLE IF NOT EXISTS marts.tolls (day date, toll decimal(18, 2))"];
const withTables = (statements: string[]) =>
  dataset("road_tolls", {
    source: csv(),
    columns: { day: t.date(), toll: t.decimal(9, 2) },
    warehouse: { create: statements, refresh: [] },
  });
const bare = dataset("signs", { source: csv(), columns: { id: t.int() } });
const namesOf = (...contracts: Parameters<typeof warehouseSetup>[0]) =>
  warehouseSetup(contracts).map(({ name }) => name);

describe("the setup of a warehouse", () => {
  it("is its golden file: schemas, roles, the use of schemas, tables, and last the grants on tables", async () => {
    const statements = warehouseSetup([bare, withTables(create)]);
    const text = statements.map(({ name, sql }) => `-- ${name}\n${sql(source)};\n`).join("\n");
    await expect(text).toMatchFileSnapshot("../../golden/emit/warehouse-setup.sql");
  });

  // The parser knows neither FROM DATA CATALOG nor ALL TABLES IN SCHEMA.
  it("is one statement of Redshift each, as far as a parser of it reads", () => {
    const read = warehouseSetup([withTables(create)]).filter(({ name }) => !/^lake-schema$|-tables-/.test(name));
    expect(read).toHaveLength(8);
    for (const { name, sql } of read) {
      expect(parse(sql(source), Dialect.Redshift), name).toMatchObject({ success: true, ast: { length: 1 } });
    }
  });

  it("keeps what it is given inside literals", () => {
    const [schema] = warehouseSetup([]);
    const sql = schema?.sql({ ...source, glueDatabase: "x' IAM_ROLE default --" });
    expect(sql).toContain("DATABASE 'x'' IAM_ROLE default --'\n");
  });

  it("has names of its own for each statement", () => {
    const names = namesOf(bare, withTables([...create, "CREATE TABLE IF NOT EXISTS marts.days (day date)"]));
    expect(new Set(names).size).toBe(names.length);
  });

  it("names a changed table, and the grants that must cover it, anew, and all else as before", () => {
    const before = namesOf(withTables(create));
    const after = namesOf(withTables(["CREATE TABLE IF NOT EXISTS marts.tolls (day date)"]));
    const changed = after.filter((name) => !before.includes(name)).map((name) => name.replace(/[0-9a-f]{7}$/, ""));
    expect(changed).toEqual(["create-road-tolls-", "sluice-reader-tables-", "sluice-refresher-tables-"]);
  });

  it("names a table as before when another is put in front of it", () => {
    const [, ...others] = namesOf(withTables(["CREATE TABLE IF NOT EXISTS marts.days (day date)", ...create]));
    const before = namesOf(withTables(create)).filter((name) => name.startsWith("create-"));
    expect(others).toEqual(expect.arrayContaining(before));
  });

  it("grants nothing on tables where no dataset has any", () => {
    expect(namesOf(bare).filter((name) => name.includes("tables"))).toEqual([]);
  });
});
