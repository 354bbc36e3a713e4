import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as lambda from "@aws-sdk/client-lambda";
import { beforeAll, describe, expect, it } from "vitest";
import { runningHost } from "../fixtures/runningHost.ts";

const running = runningHost();
let client: lambda.LambdaClient;
beforeAll(() => {
  client = new lambda.LambdaClient({ ...running.host.clientConfig("eu-west-1"), maxAttempts: 1 });
});

async function invoke(
  FunctionName: string,
  event: object,
): Promise<{ error: string | undefined; payload: Record<string, unknown> }> {
  const answer = await client.send(new lambda.InvokeCommand({ FunctionName, Payload: JSON.stringify(event) }));
  return { error: answer.FunctionError, payload: JSON.parse(answer.Payload?.transformToString() ?? "null") };
}

describe("the local Lambda", () => {
  it("runs the handler in a process that stays warm", async () => {
    const first = await invoke("echo", { n: 1 });
    const second = await invoke("echo", { n: 2 });
    expect(first).toMatchObject({ error: undefined, payload: { event: { n: 1 } } });
    expect(second.payload).toMatchObject({ event: { n: 2 }, calls: Number(first.payload.calls) + 1 });
    expect(second.payload.requestId).not.toBe(first.payload.requestId);
    expect(second.payload.remaining).toBeGreaterThan(1000);
    expect(second.payload.remaining).toBeLessThanOrEqual(2000);
  });

  it("gives the process nothing but the function's own environment and Lambda's", async () => {
    process.env.SLUICE_LEAK = "secret of the laptop";
    const { payload } = await invoke("echo", { do: "environment" });
    delete process.env.SLUICE_LEAK;
    const own = Object.keys(payload).filter((name) => !/^(AWS_|LAMBDA_|_)/.test(name));
    expect(own.sort()).toEqual(["GREETING", "LANG", "PATH", "QUEUE_URL", "TMPDIR", "TZ"]);
    expect(payload).toMatchObject({
      GREETING: "hello",
      QUEUE_URL: `${running.host.endpoint}/000000000000/spare`,
      AWS_ENDPOINT_URL: running.host.endpoint,
      AWS_REGION: "eu-west-1",
      AWS_LAMBDA_FUNCTION_NAME: "echo",
      _HANDLER: "echo.handler",
    });
  });

  it("reports an exception with its type, message and trace", async () => {
    const { error, payload } = await invoke("echo", { do: "throw", what: "x" });
    expect(error).toBe("Unhandled");
    expect(payload).toMatchObject({ errorType: "RangeError", errorMessage: "no such thing: x" });
    expect(payload.trace).toContainEqual(expect.stringContaining("echo.mjs"));
  });

  it("ends an invocation at its time-out, and the process with it", async () => {
    const { error, payload } = await invoke("echo", { do: "sleep", ms: 10_000 });
    expect(error).toBe("Unhandled");
    expect(payload.errorType).toBe("Sandbox.Timedout");
    expect(payload.errorMessage).toMatch(/Task timed out after 2\.00 seconds$/);
    expect((await invoke("echo", {})).payload.calls).toBe(1);
  });

  it("reports a process that exits", async () => {
    const { payload } = await invoke("echo", { do: "exit", code: 3 });
    expect(payload).toMatchObject({ errorType: "Runtime.ExitError" });
    expect(payload.errorMessage).toMatch(/Runtime exited with error: exit status 3$/);
    expect((await invoke("echo", {})).error).toBeUndefined();
  });

  it("reports a rejection that nobody handles, and starts afresh", async () => {
    const { payload } = await invoke("echo", { do: "reject-later" });
    expect(payload).toMatchObject({ errorType: "TypeError", errorMessage: "left alone" });
    expect((await invoke("echo", {})).payload.calls).toBe(1);
  });

  it("reports a module that fails to load, each time", async () => {
    for (const _ of [1, 2]) {
      expect((await invoke("broken", {})).payload).toMatchObject({ errorMessage: "at load" });
    }
  });

  it("refuses a module that is not in the archive, as AWS would", async () => {
    const node_modules = new URL("../../../node_modules/", import.meta.url).href;
    const zod = await invoke("echo", { do: "import", module: `${node_modules}zod/index.js` });
    expect(zod.payload).toMatchObject({ errorType: "Runtime.ImportModuleError" });
    expect(zod.payload.errorMessage).toContain("not in the function's archive");
    expect((await invoke("echo", { do: "import", module: "node:fs" })).error).toBeUndefined();
  });

  it("runs invocations side by side, each in a process of its own", async () => {
    const both = await Promise.all([1, 2].map(() => invoke("echo", { do: "sleep", ms: 300 })));
    expect(new Set(both.map(({ payload }) => payload.pid)).size).toBe(2);
  });

  it("throttles beyond the reserved concurrency", async () => {
    const both = await Promise.allSettled([1, 2].map(() => invoke("single", { do: "sleep", ms: 500 })));
    const refused = both.filter((one) => one.status === "rejected").map(({ reason }) => reason.name);
    expect(refused).toEqual(["TooManyRequestsException"]);
  });

  it("accepts an asynchronous invocation at once", async () => {
    const done = running.host.events.first((event) => event.kind === "function.finished");
    const Payload = JSON.stringify({ do: "sleep", ms: 100 });
    const answer = await client.send(
      new lambda.InvokeCommand({ FunctionName: "echo", InvocationType: "Event", Payload }),
    );
    expect(answer.StatusCode).toBe(202);
    expect(await done).toMatchObject({ function: "echo", durationMs: expect.closeTo(100, -3) });
  });

  it("does not reach a function of another region", async () => {
    const arn = "arn:aws:lambda:eu-central-1:000000000000:function:far-echo";
    await expect(invoke(arn, {})).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: "Functions from 'eu-central-1' are not reachable in this region ('eu-west-1')",
    });
    await expect(invoke("far-echo", {})).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });

  it("writes what the function prints to its log", async () => {
    await invoke("echo", { do: "throw", what: "logged" });
    const log = await readFile(join(running.stateDir, "eu-west-1/logs/echo.log"), "utf8");
    expect(log).toContain("RangeError: no such thing: logged");
    expect(log).toMatch(/START RequestId: [0-9a-f-]+ Version/);
  });
});
