import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { beforeAll, describe, expect, it } from "vitest";
import { near, runningAthena } from "./runningAthena.ts";

const athena = runningAthena();

beforeAll(async () => {
  await athena.putParquet("places/a.parquet", "SELECT range AS uniqueid, 'x' AS location FROM range(200000)");
});

async function execute(machine: string, input: object) {
  const client = new SFNClient(athena.host.clientConfig(near));
  const stateMachineArn = `arn:aws:states:${near}:000000000000:stateMachine:${machine}`;
  const { executionArn } = await client.send(
    new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) }),
  );
  const describe = () => client.send(new DescribeExecutionCommand({ executionArn }));
  await expect.poll(async () => (await describe()).status, { timeout: 20_000 }).not.toBe("RUNNING");
  return await describe();
}

const insert = "INSERT INTO speeds (location, year, month, day, hour) SELECT 'a', 2024, 1, 1, 0";

describe("a state machine and Athena", () => {
  it("runs a query by the SDK integration, and polls for its end", async () => {
    const { status, output } = await execute("polls", { sql: insert });
    expect(status).toBe("SUCCEEDED");
    expect(JSON.parse(output ?? "{}")).toMatchObject({
      QueryExecution: { Status: { State: "SUCCEEDED" }, SubstatementType: "INSERT", WorkGroup: "queries" },
    });
    expect(await athena.rows("SELECT location FROM speeds")).toEqual([["a"]]);
  });

  it("fails with the service's error under its name in Step Functions", async () => {
    const { status, error } = await execute("polls", { sql: "SELEC 1" });
    expect([status, error]).toEqual(["FAILED", "Athena.InvalidRequestException"]);
  });

  it("waits for a query's end where it asks for that", async () => {
    const { status, output } = await execute("waits", { sql: "SELECT 1", timeout: 60 });
    expect(status).toBe("SUCCEEDED");
    const { Status } = JSON.parse(output ?? "{}").QueryExecution;
    expect(Status.State).toBe("SUCCEEDED");
    expect(Number.isInteger(Status.CompletionDateTime)).toBe(true);
  });

  it("fails with what became of a query that failed", async () => {
    const { status, error, cause } = await execute("waits", { sql: "SELECT nothing FROM places", timeout: 60 });
    expect([status, error]).toEqual(["FAILED", "States.TaskFailed"]);
    expect(JSON.parse(cause ?? "{}").QueryExecution.Status.StateChangeReason).toMatch(/^COLUMN_NOT_FOUND/);
  });

  it("stops a query that it no longer waits for", async () => {
    const sql =
      "SELECT count(*) FROM places a CROSS JOIN places b CROSS JOIN places c WHERE a.uniqueid + b.uniqueid < c.uniqueid";
    const { status, error } = await execute("waits", { sql, timeout: 2 });
    expect([status, error]).toEqual(["FAILED", "States.Timeout"]);
    const listed = { WorkGroup: "queries" };
    const { QueryExecutionIds } = await athena.call<{ QueryExecutionIds: string[] }>("ListQueryExecutions", listed);
    const state = async () => (await athena.describe(QueryExecutionIds[0] ?? "")).Status.State;
    await expect.poll(state, { timeout: 10_000 }).toBe("CANCELLED");
  });
});
