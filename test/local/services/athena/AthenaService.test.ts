import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { CallRecord } from "../../../../local/services/kernel/CallRecord.ts";
import { bucket, near, runningAthena } from "./runningAthena.ts";

const athena = runningAthena();
const token = (text: string) => text.padEnd(32, "-");
/** Runs for as long as nobody stops it. */
const endless =
  "SELECT count(*) FROM numbers a CROSS JOIN numbers b CROSS JOIN numbers c WHERE a.uniqueid + b.uniqueid < c.uniqueid";
const numbers = (sql: string) => `WITH numbers AS (SELECT * FROM places) ${sql}`;

beforeAll(async () => {
  await athena.putParquet(
    "places/a.parquet",
    "SELECT range AS uniqueid, sha256(range::VARCHAR) AS location FROM range(200000)",
  );
});

describe("the API of a local Athena", () => {
  it("runs a query and gives its rows below the columns' names, as in its CSV in S3", async () => {
    const execution = await athena.run("SELECT 1 AS one, 'a \"b\"' AS text, CAST(NULL AS double) AS nothing, 2.5e0");
    expect(execution.Status).toMatchObject({ State: "SUCCEEDED" });
    expect(execution.SubstatementType).toBe("SELECT");
    const { ResultSet } = await athena.results(execution.QueryExecutionId);
    expect(ResultSet.Rows.map(({ Data }) => Data)).toEqual([
      [{ VarCharValue: "one" }, { VarCharValue: "text" }, { VarCharValue: "nothing" }, { VarCharValue: "_col3" }],
      [{ VarCharValue: "1" }, { VarCharValue: 'a "b"' }, {}, { VarCharValue: "2.5" }],
    ]);
    expect(ResultSet.ResultSetMetadata.ColumnInfo.map(({ Name, Type }) => `${Name} ${Type}`)).toEqual([
      "one integer",
      "text varchar",
      "nothing double",
      "_col3 double",
    ]);
    const { OutputLocation } = execution.ResultConfiguration;
    expect(OutputLocation).toBe(`s3://${bucket}/results/${execution.QueryExecutionId}.csv`);
    expect(await athena.text(OutputLocation)).toBe('"one","text","nothing","_col3"\n"1","a ""b""",,"2.5"\n');
    expect(await athena.keys("results/")).toContain(`results/${execution.QueryExecutionId}.csv.metadata`);
  });

  it("gives results in pages, the names on the first alone", async () => {
    const { QueryExecutionId } = await athena.run("SELECT uniqueid AS id FROM places WHERE uniqueid < 5 ORDER BY 1");
    const seen: (string | undefined)[] = [];
    let next: { NextToken?: string } = {};
    do {
      const page = await athena.results(QueryExecutionId, { MaxResults: 2, ...next });
      expect(page.ResultSet.Rows.length).toBeLessThanOrEqual(2);
      seen.push(...page.ResultSet.Rows.map(({ Data }) => Data[0]?.VarCharValue));
      next = page.NextToken === undefined ? {} : { NextToken: page.NextToken };
    } while (next.NextToken !== undefined);
    expect(seen).toEqual(["id", "0", "1", "2", "3", "4"]);
  });

  it("takes literals for question marks, and nothing else", async () => {
    const sql = "SELECT ? AS a, 'really?' AS b, ? + 1 AS c -- ?";
    expect(await athena.rows(sql, { ExecutionParameters: ["'it''s'", "-2"] })).toEqual([["it's", "really?", "-1"]]);
    const refused = (parameters: string[]) => athena.submit(sql, { ExecutionParameters: parameters });
    await expect(refused(["'a'"])).rejects.toThrow(/^InvalidRequestException: .*expected 2 but found 1/);
    await expect(refused(["(SELECT 1)", "1"])).rejects.toThrow(/is not a literal/);
    await expect(refused(["1 FROM places", "1"])).rejects.toThrow(/is not a literal/);
    await expect(refused(["1, 2", "1"])).rejects.toThrow(/is not a literal/);
  });

  it("starts a query once for a token, and no other one under it", async () => {
    const ClientRequestToken = token("once");
    const first = await athena.submit("SELECT 1", { ClientRequestToken });
    expect(await athena.submit("SELECT 1", { ClientRequestToken })).toBe(first);
    await expect(athena.submit("SELECT 2", { ClientRequestToken })).rejects.toThrow(
      /Idempotent parameters do not match/,
    );
  });

  it("refuses what cannot be read, is too long, or has no place for its result", async () => {
    await expect(athena.submit("SELEC 1")).rejects.toThrow(/^InvalidRequestException/);
    await expect(athena.submit("SELECT 1; SELECT 2")).rejects.toThrow(/^InvalidRequestException/);
    await expect(athena.submit("DELETE FROM places")).rejects.toThrow(/NOT_SUPPORTED/);
    const long = (bytes: number) => `SELECT '${"é".repeat((bytes - 9) / 2)}'`;
    await expect(athena.submit(long(262_145))).rejects.toThrow(/262144 bytes/);
    expect((await athena.run(long(262_143))).Status.State).toBe("SUCCEEDED");
    await expect(athena.submit("SELECT 1", { WorkGroup: "primary" })).rejects.toThrow(/No output location provided/);
    await expect(athena.submit("SELECT 1", { WorkGroup: "other" })).rejects.toThrow(/WorkGroup other is not found/);
  });

  it("puts results where the workgroup says, or the query where no workgroup enforces it", async () => {
    const ResultConfiguration = { OutputLocation: `s3://${bucket}/own/` };
    const enforced = await athena.run("SELECT 1", { ResultConfiguration });
    expect(enforced.ResultConfiguration.OutputLocation).toContain("/results/");
    const own = await athena.run("SELECT 1", { ResultConfiguration, WorkGroup: "primary" });
    expect(own.ResultConfiguration.OutputLocation).toBe(`s3://${bucket}/own/${own.QueryExecutionId}.csv`);
  });

  it("says why a query failed, and has no results of it", async () => {
    const { QueryExecutionId, Status } = await athena.run("SELECT nothing FROM places");
    expect(Status).toMatchObject({ State: "FAILED", AthenaError: { ErrorCategory: 2, ErrorType: 1006 } });
    expect(Status.StateChangeReason).toBe(Status.AthenaError?.ErrorMessage);
    expect(Status.StateChangeReason).toMatch(/^COLUMN_NOT_FOUND: Column 'nothing' cannot be resolved/);
    await expect(athena.results(QueryExecutionId)).rejects.toThrow(/Final query state: FAILED/);
  });

  it("stops a query that runs, and one that waits", async () => {
    const ids = await Promise.all(Array.from({ length: 6 }, () => athena.submit(numbers(endless))));
    await expect
      .poll(async () => (await athena.describe(ids[0] ?? "")).Status.State, { timeout: 20_000 })
      .toBe("RUNNING");
    const { QueryExecutions } = await athena.call<{ QueryExecutions: { Status: { State: string } }[] }>(
      "BatchGetQueryExecution",
      { QueryExecutionIds: ids },
    );
    expect(QueryExecutions.map(({ Status }) => Status.State)).toContain("QUEUED");
    await expect(athena.results(ids[0] ?? "")).rejects.toThrow(/has not yet finished/);
    for (const QueryExecutionId of ids.toReversed()) await athena.call("StopQueryExecution", { QueryExecutionId });
    for (const id of ids) {
      const reason = { State: "CANCELLED", StateChangeReason: "Query cancelled by user" };
      expect((await athena.describe(id)).Status).toMatchObject(reason);
    }
  });

  it("cancels a query that would read more than its workgroup allows", async () => {
    const read = (columns: string) => athena.run(`SELECT max(${columns}) FROM places`, { WorkGroup: "frugal" });
    expect((await read("uniqueid")).Status.State).toBe("SUCCEEDED");
    const { Status, Statistics } = await read("location");
    expect(Status).toMatchObject({ State: "CANCELLED", StateChangeReason: "Bytes scanned limit was exceeded" });
    expect(Statistics.DataScannedInBytes).toBeGreaterThan(10_485_760);
  });

  it("lists the queries of a workgroup, newest first, and knows which it does not have", async () => {
    const { QueryExecutionId } = await athena.run("SELECT 'newest'");
    const list = await athena.call<{ QueryExecutionIds: string[] }>("ListQueryExecutions", { WorkGroup: "queries" });
    expect(list.QueryExecutionIds[0]).toBe(QueryExecutionId);
    const ids = { QueryExecutionIds: [QueryExecutionId, "nothing"] };
    const batch = await athena.call<object>("BatchGetQueryExecution", ids);
    expect(batch).toMatchObject({
      QueryExecutions: [{ QueryExecutionId }],
      UnprocessedQueryExecutionIds: [{ QueryExecutionId: "nothing" }],
    });
  });

  it("tells of a workgroup what the program declares", async () => {
    expect(await athena.call("GetWorkGroup", { WorkGroup: "frugal" })).toMatchObject({
      WorkGroup: {
        Name: "frugal",
        Configuration: {
          ResultConfiguration: { OutputLocation: `s3://${bucket}/results` },
          EnforceWorkGroupConfiguration: true,
          BytesScannedCutoffPerQuery: 10_485_760,
        },
      },
    });
  });

  it("reads and writes in the name of its caller, and records it", async () => {
    const { QueryExecutionId } = await athena.run("SELECT max(uniqueid) FROM places", {}, { as: "queries" });
    await athena.call("GetQueryResults", { QueryExecutionId }, { as: "queries" });
    const account = athena.graph.accountId;
    const workgroup = `arn:aws:athena:${near}:${account}:workgroup/queries`;
    const asked = async () => {
      const lines = (await readFile(join(athena.stateDir, "calls.jsonl"), "utf8")).trim().split("\n");
      const calls = lines.map((line): CallRecord => JSON.parse(line)).filter(({ caller }) => caller === "queries");
      return new Set(calls.map(({ action, resource }) => `${action} ${resource}`));
    };
    const expected = [
      `athena:StartQueryExecution ${workgroup}`,
      `athena:GetQueryResults ${workgroup}`,
      `glue:GetTable arn:aws:glue:${near}:${account}:table/traffic/places`,
      `s3:ListBucket arn:aws:s3:::${bucket}`,
      `s3:GetObject arn:aws:s3:::${bucket}/places/a.parquet`,
      `s3:PutObject arn:aws:s3:::${bucket}/results/${QueryExecutionId}.csv`,
      `s3:GetObject arn:aws:s3:::${bucket}/results/${QueryExecutionId}.csv`,
    ];
    await expect
      .poll(async () => [...(await asked())].filter((each) => expected.includes(each)).sort(), { timeout: 10_000 })
      .toEqual(expected.sort());
  });

  it("remembers its queries over a restart; one that was under way has failed", async () => {
    const done = await athena.run("SELECT 'kept'");
    await athena.submit(numbers(endless), { ClientRequestToken: token("interrupted") });
    await athena.host.close();
    await athena.start();
    const { ResultSet } = await athena.results(done.QueryExecutionId);
    expect(ResultSet.Rows[1]?.Data).toEqual([{ VarCharValue: "kept" }]);
    const id = await athena.submit(numbers(endless), { ClientRequestToken: token("interrupted") });
    expect(["FAILED", "CANCELLED"]).toContain((await athena.describe(id)).Status.State);
  });
});
