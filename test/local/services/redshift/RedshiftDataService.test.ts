import {
  BatchExecuteStatementCommand,
  CancelStatementCommand,
  DescribeStatementCommand,
  ExecuteStatementCommand,
  GetStatementResultCommand,
  ListStatementsCommand,
  ResourceNotFoundException,
} from "@aws-sdk/client-redshift-data";
import { describe, expect, it } from "vitest";
import { startHost } from "../../../../local/host/startHost.ts";
import { Graph } from "../../../../local/program/Graph.ts";
import { ended, group, runningWarehouse } from "./runningWarehouse.ts";

const running = runningWarehouse();
/** Takes minutes where nobody ends it. */
const endless =
  "with recursive n(i) as (select 1 union all select i + 1 from n where i < 2000000000) select count(*) from n";

describe("the local Redshift Data API", () => {
  it("describes a statement, its rows and its user", async () => {
    const answer = await running.sql("select 1 as one union all select :two::int", { values: { two: "2" } });
    expect(answer).toMatchObject({
      Status: "FINISHED",
      HasResultSet: true,
      ResultRows: 2,
      DbUser: "IAM:operator",
      Database: "sluice",
      WorkgroupName: "group",
      QueryString: "select 1 as one union all select :two::int",
      QueryParameters: [{ name: "two", value: "2" }],
      columns: ["one"],
    });
    expect(answer.Duration).toBeGreaterThanOrEqual(0);
    expect(answer.CreatedAt?.getTime()).toBeLessThanOrEqual(answer.UpdatedAt?.getTime() ?? 0);
    expect(answer.records.flat().sort()).toEqual([1, 2]);
  });

  it("has run the program's setup: roles of IAM come with the database roles of their tag", async () => {
    const insert = "insert into marts.daily values ('2024-01-01', 'a', 3)";
    expect(await running.sql(insert, { as: "reads" })).toMatchObject({
      Status: "FAILED",
      Error: "ERROR: permission denied for relation daily",
    });
    expect(await running.sql(insert, { as: "refreshes" })).toMatchObject({
      Status: "FINISHED",
      HasResultSet: false,
      ResultRows: 1,
      DbUser: "IAMR:refreshes",
    });
    for (const as of ["reads", "inherits", "operator"]) {
      expect((await running.sql("select day, n from marts.daily", { as })).records).toEqual([["2024-01-01", 3]]);
    }
    expect((await running.sql("select * from lake.whole", { as: "untagged" })).Error).toBe(
      "ERROR: permission denied for schema lake",
    );
  });

  it("runs as the administrator by the administrator's secret only", async () => {
    expect(await running.sql("create table marts.made (a int)", { as: "admin" })).toMatchObject({ Status: "FINISHED" });
    const SecretArn = `${running.secretOf()}x`;
    const other = running.client().send(new ExecuteStatementCommand({ ...group, Sql: "select 1", SecretArn }));
    await expect(other).rejects.toMatchObject({ name: "ValidationException" });
  });

  it("answers a repeated client token with the statement that there is", async () => {
    const client = running.client("refreshes");
    const ask = (ClientToken: string, Sql: string) =>
      client.send(new ExecuteStatementCommand({ ...group, Sql, ClientToken }));
    const sql = "insert into marts.daily values ('2025-01-01', 'tok', 1)";
    const [first, second] = await Promise.all([ask("token", sql), ask("token", sql)]);
    expect(second.Id).toBe(first.Id);
    await ended(client, first.Id ?? "");
    await running.restart();
    const again = running.client("refreshes");
    const third = await again.send(new ExecuteStatementCommand({ ...group, Sql: sql, ClientToken: "token" }));
    expect(third.Id).toBe(first.Id);
    const other = again.send(new ExecuteStatementCommand({ ...group, Sql: "select 2", ClientToken: "token" }));
    await expect(other).rejects.toMatchObject({ name: "ValidationException" });
    expect((await running.sql("select count(*) from marts.daily where sensor = 'tok'")).records).toEqual([[1]]);
  });

  it("refuses parameters that are not named, or have no value", async () => {
    const client = running.client();
    const ask = (Sql: string, ...names: string[]) =>
      client.send(
        new ExecuteStatementCommand({ ...group, Sql, Parameters: names.map((name) => ({ name, value: "1" })) }),
      );
    await expect(ask("select ':a', 1::int", "a")).rejects.toMatchObject({
      name: "ValidationException",
      message: "Parameters list contains unused parameters. Unused parameters: [a]",
    });
    await expect(ask("select :a, :b", "a")).rejects.toThrow("Missing parameters: [b]");
    await expect(ask("select :a", "a", "a")).rejects.toThrow("Unused parameters: [a]");
    await expect(ask("select 1")).rejects.toMatchObject({ name: "ValidationException" });
  });

  it("gives a large result in pages", async () => {
    const ten = Array.from({ length: 10 }, (_, n) => `select ${n} as n`).join(" union all ");
    const sql = `select a.n + 10 * b.n + 100 * c.n + 1000 * d.n as n, repeat('x', 200) as t
      from (${ten}) a, (${ten}) b, (${ten}) c, (${ten}) d`;
    const { records, ResultRows, ResultSize } = await running.sql(sql);
    expect(ResultRows).toBe(10_000);
    expect(ResultSize).toBeGreaterThan(2_000_000);
    expect(new Set(records.map(([n]) => n)).size).toBe(10_000);
  });

  it("runs a batch as one, with a result for each statement", async () => {
    const client = running.client("refreshes");
    const batch = async (...Sqls: string[]) => {
      const { Id } = await client.send(new BatchExecuteStatementCommand({ ...group, Sqls }));
      return await ended(client, Id ?? "").catch(() => client.send(new DescribeStatementCommand({ Id })));
    };
    const insert = "insert into marts.daily values ('2026-01-01', 'bat', 1)";
    const count = "select count(*) from marts.daily where sensor = 'bat'";
    const failed = await batch(insert, "select nothing");
    expect(failed).toMatchObject({ Status: "FAILED", SubStatements: [{ Status: "FINISHED" }, { Status: "FAILED" }] });
    const done = await batch(insert, count);
    expect(done).toMatchObject({ Status: "FINISHED", HasResultSet: true });
    const [first, second] = done.SubStatements ?? [];
    expect(first).toMatchObject({ HasResultSet: false, ResultRows: 1 });
    const { Records } = await client.send(new GetStatementResultCommand({ Id: second?.Id ?? "" }));
    expect(Records).toEqual([[{ longValue: 1 }]]);
  });

  it("cancels what runs, and nothing that has ended", async () => {
    const client = running.client();
    const { Id } = await client.send(new ExecuteStatementCommand({ ...group, Sql: endless }));
    await expect.poll(async () => (await client.send(new DescribeStatementCommand({ Id }))).Status).toBe("STARTED");
    expect(await client.send(new CancelStatementCommand({ Id }))).toMatchObject({ Status: true });
    expect(await client.send(new DescribeStatementCommand({ Id }))).toMatchObject({ Status: "ABORTED" });
    await expect(client.send(new CancelStatementCommand({ Id }))).rejects.toMatchObject({
      name: "ValidationException",
    });
    await expect(client.send(new GetStatementResultCommand({ Id }))).rejects.toBeInstanceOf(ResourceNotFoundException);
  });

  it("shows a statement to its caller alone", async () => {
    const client = running.client("reads");
    const { Id } = await client.send(new ExecuteStatementCommand({ ...group, Sql: "select 1", StatementName: "mine" }));
    await ended(client, Id ?? "");
    const alien = running.client("refreshes").send(new DescribeStatementCommand({ Id }));
    await expect(alien).rejects.toBeInstanceOf(ResourceNotFoundException);
    const { Statements } = await client.send(new ListStatementsCommand({ StatementName: "min" }));
    expect(Statements).toMatchObject([{ Id, QueryString: "select 1", Status: "FINISHED" }]);
    const { Statements: others } = await running.client("untagged").send(new ListStatementsCommand({ Status: "ALL" }));
    expect(others?.map((other) => other.Id)).not.toContain(Id);
  });

  it("keeps rows, grants and results across a restart, and what ran then has failed", async () => {
    const client = running.client();
    const done = await client.send(new ExecuteStatementCommand({ ...group, Sql: "select 'kept' as v" }));
    await ended(client, done.Id ?? "");
    const before = await running.sql("select count(*) from marts.daily");
    await running.restart();
    const { Records } = await running.client().send(new GetStatementResultCommand({ Id: done.Id }));
    expect(Records).toEqual([[{ stringValue: "kept" }]]);
    expect((await running.sql("select count(*) from marts.daily")).records).toEqual(before.records);
  });

  it("knows no other workgroup or database", async () => {
    const ask = (where: object) =>
      running.client().send(new ExecuteStatementCommand({ ...group, Sql: "select 1", ...where }));
    await expect(ask({ WorkgroupName: "other" })).rejects.toMatchObject({ name: "ValidationException" });
    await expect(ask({ Database: "other" })).rejects.toThrow('database "other" does not exist');
    await expect(ask({ WorkgroupName: undefined, ClusterIdentifier: "c" })).rejects.toThrow("no clusters");
  });

  it("runs a changed setup statement again, and stops the host with the name of one that fails", async () => {
    const changed = (sql: string) => {
      const resources = running.graph.resources.map((resource) =>
        resource.name === "daily-eu-west-1" ? { ...resource, inputs: { ...resource.inputs, sql } } : resource,
      );
      return new Graph({ ...running.graph, resources });
    };
    await running.host.close();
    const graph = changed("CREATE TABLE nowhere.daily (a int)");
    await expect(startHost({ graph, stateDir: running.stateDir })).rejects.toMatchObject({
      code: "warehouse.setup_failed",
      where: "daily-eu-west-1",
    });
    running.graph = changed("CREATE TABLE IF NOT EXISTS marts.weekly (a int)");
    await running.start();
    expect((await running.sql("select * from marts.weekly", { as: "admin" })).Status).toBe("FINISHED");
  });
});
