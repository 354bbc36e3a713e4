import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { request } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { describe, expect, it } from "vitest";
import type { CallRecord } from "../../../local/services/kernel/CallRecord.ts";
import { runningHost } from "../fixtures/runningHost.ts";

const running = runningHost();

async function answerTo(headers: Record<string, string>): Promise<number | undefined> {
  const sent = request(`${running.host.endpoint}/x/y`, { headers });
  sent.end();
  const [response] = await once(sent, "response");
  response.resume();
  return response.statusCode;
}

describe("the host", () => {
  it("records who called what on which resource, and how it ended", async () => {
    const client = new S3Client(running.host.clientConfig("eu-west-1"));
    const Bucket = String(running.graph.outputs.bucket);
    const deleted = running.host.events.first(
      (event) => event.kind === "call" && event.call.action === "sqs:DeleteMessage",
    );
    await client.send(new GetObjectCommand({ Bucket, Key: "absent" })).catch(() => undefined);
    await client.send(new PutObjectCommand({ Bucket, Key: "in/good.csv", Body: "x" }));
    await deleted;
    await running.restart();
    const lines = (await readFile(join(running.stateDir, "calls.jsonl"), "utf8")).trim().split("\n");
    const calls = lines.map((line): CallRecord => JSON.parse(line));
    const queue = expect.stringMatching(/^arn:aws:sqs:eu-west-1:000000000000:landing-queue-/);
    const common = { region: "eu-west-1", status: 200 };
    const operator = { ...common, caller: "operator", service: "s3" };
    const consumer = { ...common, caller: "consume-role", service: "sqs", resource: queue };
    expect(calls.map(({ time, ...call }) => call)).toEqual([
      { ...operator, action: "s3:GetObject", resource: `arn:aws:s3:::${Bucket}/absent`, status: 404 },
      { ...consumer, caller: "s3.amazonaws.com", action: "sqs:SendMessage" },
      { ...operator, action: "s3:PutObject", resource: `arn:aws:s3:::${Bucket}/in/good.csv` },
      { ...consumer, action: "sqs:ReceiveMessage" },
      { ...consumer, action: "sqs:DeleteMessage" },
    ]);
  });

  it("knows a function by the key of its role", async () => {
    const client = new LambdaClient(running.host.clientConfig("eu-west-1"));
    const Payload = JSON.stringify({ do: "environment" });
    const { Payload: answer } = await client.send(new InvokeCommand({ FunctionName: "echo", Payload }));
    const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_ENDPOINT_URL: endpoint } = JSON.parse(
      answer?.transformToString() ?? "",
    );
    const called = running.host.events.first((event) => event.kind === "call");
    const s3 = new S3Client({ endpoint, region: "eu-west-1", credentials: { accessKeyId, secretAccessKey: "x" } });
    await s3.send(new GetObjectCommand({ Bucket: "nowhere", Key: "k" })).catch(() => undefined);
    expect(await called).toMatchObject({ call: { caller: "echo-role", status: 404 } });
  });

  it("refuses an unknown key, and a request without one", async () => {
    const credentials = { accessKeyId: "AKIAUNKNOWN", secretAccessKey: "x" };
    const client = new S3Client({ ...running.host.clientConfig("eu-west-1"), credentials });
    const refused = client.send(new GetObjectCommand({ Bucket: "fixture-far", Key: "k" }));
    await expect(refused).rejects.toMatchObject({ name: "InvalidClientTokenId", $metadata: { httpStatusCode: 403 } });
    expect(await answerTo({})).toBe(403);
    const scope = "AWS4-HMAC-SHA256 Credential=operator/20240101/eu-west-1/dynamodb/aws4_request, Signature=x";
    expect(await answerTo({ authorization: scope })).toBe(501);
  });

  it("answers GetCallerIdentity with the role that calls", async () => {
    const scope = "AWS4-HMAC-SHA256 Credential=operator/20240101/eu-west-1/sts/aws4_request, Signature=x";
    const response = await fetch(running.host.endpoint, {
      method: "POST",
      headers: { authorization: scope, "content-type": "application/x-www-form-urlencoded" },
      body: "Action=GetCallerIdentity&Version=2011-06-15",
    });
    expect(await response.text()).toContain("<Arn>arn:aws:iam::000000000000:user/operator</Arn>");
  });

  it("leaves no process of a function behind, even when it is killed", async () => {
    const script = fileURLToPath(new URL("../fixtures/killedHost.ts", import.meta.url));
    const child = spawn(process.execPath, ["--import", "tsx", script, join(running.stateDir, "killed")], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = await once(child.stdout, "data");
    const pid = Number(String(line).trim());
    expect(isAlive(pid)).toBe(true);
    child.kill("SIGKILL");
    await once(child, "exit");
    await expect.poll(() => isAlive(pid), { timeout: 5000 }).toBe(false);
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
