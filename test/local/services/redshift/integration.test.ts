import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { describe, expect, it } from "vitest";
import { near, runningWarehouse } from "./runningWarehouse.ts";

const running = runningWarehouse();

async function execute(input: object) {
  const client = new SFNClient(running.host.clientConfig(near));
  const stateMachineArn = `arn:aws:states:${near}:000000000000:stateMachine:refresh`;
  const { executionArn } = await client.send(
    new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) }),
  );
  const describe = () => client.send(new DescribeExecutionCommand({ executionArn }));
  await expect.poll(async () => (await describe()).status, { timeout: 10_000 }).not.toBe("RUNNING");
  return await describe();
}

describe("a state machine and its warehouse", () => {
  it("runs a statement in the name of the machine's role", async () => {
    const sql = "insert into marts.daily select :day, 'sfn', count(*) from lake.whole";
    const parameters = [{ Name: "day", Value: "2024-02-29" }];
    const { status, output } = await execute({ sql, parameters });
    expect(status).toBe("SUCCEEDED");
    expect(JSON.parse(output ?? "{}")).toMatchObject({ Status: "FINISHED", DbUser: "IAMR:refreshes", ResultRows: 1 });
    expect((await running.sql("select day, n from marts.daily")).records).toEqual([["2024-02-29", 0]]);
  });

  it("fails with the service's error under its name in Step Functions", async () => {
    const { status, error, cause } = await execute({ sql: "select 1", parameters: [{ Name: "unused", Value: "1" }] });
    expect([status, error]).toEqual(["FAILED", "RedshiftData.ValidationException"]);
    expect(cause).toContain("Unused parameters: [unused]");
  });
});
