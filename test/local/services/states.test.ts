import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { GetPartitionsCommand, GlueClient } from "@aws-sdk/client-glue";
import * as sfn from "@aws-sdk/client-sfn";
import { beforeAll, describe, expect, it } from "vitest";
import { runningHost } from "../fixtures/runningHost.ts";

const running = runningHost();
let client: sfn.SFNClient;
beforeAll(() => {
  client = new sfn.SFNClient(running.host.clientConfig("eu-west-1"));
});

const arnOf = (machine: string) => `arn:aws:states:eu-west-1:000000000000:stateMachine:${machine}`;

async function start(machine: string, input: object, name?: string): Promise<string> {
  const command = { stateMachineArn: arnOf(machine), input: JSON.stringify(input), name };
  return (await client.send(new sfn.StartExecutionCommand(command))).executionArn ?? "";
}

async function run(machine: string, input: object, name?: string): Promise<sfn.DescribeExecutionCommandOutput> {
  const ended = running.host.events.first((event) => event.kind === "execution.ended" && event.machine === machine);
  const executionArn = await start(machine, input, name);
  await ended;
  return await client.send(new sfn.DescribeExecutionCommand({ executionArn }));
}

describe("the local Step Functions", () => {
  it("runs a machine that calls a function", async () => {
    const execution = await run("child", { n: 1 }, "first");
    expect(execution).toMatchObject({ status: "SUCCEEDED", name: "first", input: '{"n":1}' });
    expect(JSON.parse(execution.output ?? "")).toMatchObject({ event: { n: 1 } });
    expect(execution.stopDate?.getTime()).toBeGreaterThan(Date.now() - 60_000);
  });

  it("tells the history in pages", async () => {
    const { executionArn } = await run("child", {});
    const types: (string | undefined)[] = [];
    for await (const page of sfn.paginateGetExecutionHistory({ client, pageSize: 3 }, { executionArn })) {
      expect(page.events?.length).toBeLessThanOrEqual(3);
      types.push(...(page.events ?? []).map(({ type }) => type));
      expect(page.events?.[0]?.timestamp?.getFullYear()).toBe(new Date().getFullYear());
    }
    expect(types[0]).toBe("ExecutionStarted");
    expect(types).toContain("TaskSucceeded");
    expect(types.at(-1)).toBe("ExecutionSucceeded");
  });

  it("tells the newest events first, without payloads, where that is asked for", async () => {
    const { executionArn } = await run("child", { do: "throw", what: "secret" });
    const asked = { executionArn, reverseOrder: true, includeExecutionData: false };
    const all = (await client.send(new sfn.GetExecutionHistoryCommand(asked))).events ?? [];
    expect(all[0]).toMatchObject({ type: "ExecutionFailed", executionFailedEventDetails: { error: "RangeError" } });
    expect(all.map(({ id = 0 }) => id)).toEqual(all.map((_, index) => all.length - index));
    expect(JSON.stringify(all.slice(2))).not.toMatch(/"(input|output|parameters)"/);
    const whole = await client.send(new sfn.GetExecutionHistoryCommand({ executionArn }));
    expect(whole.events?.[0]?.executionStartedEventDetails?.input).toBe('{"do":"throw","what":"secret"}');
    const first = await client.send(new sfn.GetExecutionHistoryCommand({ ...asked, maxResults: 2 }));
    const second = await client.send(
      new sfn.GetExecutionHistoryCommand({
        ...asked,
        maxResults: 2,
        ...(first.nextToken && { nextToken: first.nextToken }),
      }),
    );
    expect([...(first.events ?? []), ...(second.events ?? [])]).toEqual(all.slice(0, 4));
  });

  it("returns the output of a nested execution", async () => {
    const { status, output } = await run("parent", { n: 2 });
    expect(status).toBe("SUCCEEDED");
    expect(JSON.parse(output ?? "")).toMatchObject({ event: { n: 2 } });
  });

  it("passes the failure of a function up through a nested execution, to the mail", async () => {
    const { status, error } = await run("parent", { do: "throw", what: "deep" });
    expect({ status, error }).toEqual({ status: "FAILED", error: "ChildFailed" });
    const outbox = join(running.stateDir, "outbox");
    const [mail = ""] = (await readdir(outbox)).filter((file) => file.endsWith(".txt"));
    const text = await readFile(join(outbox, mail), "utf8");
    expect(text).toMatch(/^To: oncall@example\.org$/m);
    expect(text).toMatch(/^Subject: failed$/m);
    const cause = JSON.parse(text.slice(text.indexOf("{")));
    expect(cause).toMatchObject({ Status: "FAILED", Error: "RangeError", StateMachineArn: arnOf("child") });
    expect(JSON.parse(cause.Cause)).toMatchObject({ errorType: "RangeError", errorMessage: "no such thing: deep" });
  });

  it("fails a task that names a function of another region", async () => {
    const { status, error, cause } = await run("astray", {});
    expect({ status, error }).toEqual({ status: "FAILED", error: "Lambda.ResourceNotFoundException" });
    expect(cause).toContain("not reachable in this region ('eu-west-1')");
  });

  it("calls another service by its SDK integration, as the machine's role", async () => {
    const call = running.host.events.first((event) => event.kind === "call" && event.call.service === "glue");
    const { status, output } = await run("catalog", { database: "lake" });
    expect({ status, output }).toEqual({ status: "SUCCEEDED", output: '{"Errors":[]}' });
    expect(await call).toMatchObject({
      call: {
        caller: "machine-role",
        action: "glue:BatchCreatePartition",
        resource: "arn:aws:glue:eu-west-1:000000000000:table/lake/readings",
        status: 200,
      },
    });
    const glue = new GlueClient(running.host.clientConfig("eu-west-1"));
    const { Partitions } = await glue.send(new GetPartitionsCommand({ DatabaseName: "lake", TableName: "readings" }));
    expect(Partitions?.map(({ Values }) => Values)).toEqual([["2024"]]);
    expect((await run("catalog", { database: "none" })).error).toBe("Glue.EntityNotFoundException");
  });

  it("answers a repeat of a running execution as the first, and refuses any other", async () => {
    const first = await start("waiting", { n: 1 }, "same");
    expect(await start("waiting", { n: 1 }, "same")).toBe(first);
    await expect(start("waiting", { n: 2 }, "same")).rejects.toBeInstanceOf(sfn.ExecutionAlreadyExists);
    await client.send(new sfn.StopExecutionCommand({ executionArn: first, error: "Enough", cause: "no more" }));
    const stopped = await client.send(new sfn.DescribeExecutionCommand({ executionArn: first }));
    expect(stopped).toMatchObject({ status: "ABORTED", error: "Enough", cause: "no more" });
    await expect(start("waiting", { n: 1 }, "same")).rejects.toBeInstanceOf(sfn.ExecutionAlreadyExists);
  });

  it("refuses names and inputs that Step Functions refuses, and machines of other regions", async () => {
    await expect(start("child", {}, "a b")).rejects.toBeInstanceOf(sfn.InvalidName);
    await expect(start("child", {}, "x".repeat(81))).rejects.toBeInstanceOf(sfn.InvalidName);
    const broken = client.send(new sfn.StartExecutionCommand({ stateMachineArn: arnOf("child"), input: "{" }));
    await expect(broken).rejects.toBeInstanceOf(sfn.InvalidExecutionInput);
    const far = new sfn.SFNClient(running.host.clientConfig("eu-central-1"));
    const astray = far.send(new sfn.StartExecutionCommand({ stateMachineArn: arnOf("child") }));
    await expect(astray).rejects.toBeInstanceOf(sfn.StateMachineDoesNotExist);
  });

  it("keeps executions across a restart, and calls those that were running aborted", async () => {
    const before = await run("child", { kept: true }, "kept");
    const interrupted = await start("waiting", {}, "interrupted");
    await running.restart();
    client = new sfn.SFNClient(running.host.clientConfig("eu-west-1"));
    const again = await client.send(new sfn.DescribeExecutionCommand({ executionArn: before.executionArn }));
    expect(again).toMatchObject({ status: "SUCCEEDED", output: before.output, startDate: before.startDate });
    const aborted = await client.send(new sfn.DescribeExecutionCommand({ executionArn: interrupted }));
    expect(aborted.status).toBe("ABORTED");
    const listed = await client.send(
      new sfn.ListExecutionsCommand({ stateMachineArn: arnOf("child"), statusFilter: "SUCCEEDED" }),
    );
    expect(listed.executions?.map(({ name }) => name)).toContain("kept");
    await expect(start("child", {}, "kept")).rejects.toBeInstanceOf(sfn.ExecutionAlreadyExists);
  });
});
