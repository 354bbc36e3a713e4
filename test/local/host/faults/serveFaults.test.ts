import { request } from "node:http";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { describe, expect, it } from "vitest";
import { runningHost } from "../../fixtures/runningHost.ts";

const running = runningHost();
const rule = { service: "s3", action: "s3:PutObject", times: 1, answer: "throttle" };

async function ask(method: string, body?: string, type = "application/json", query = "") {
  const headers = { "content-type": type };
  const given = body === undefined ? { method } : { method, body, headers };
  const response = await fetch(`${running.host.endpoint}/_sluice/faults${query}`, given);
  return { status: response.status, text: await response.text() };
}

describe("/_sluice/faults", () => {
  it("adds a rule, lists what it has done, and removes all", async () => {
    expect(JSON.parse((await ask("POST", JSON.stringify(rule))).text)).toEqual([
      { id: 1, rule, met: 0, done: 0, hanging: [] },
    ]);
    const s3 = new S3Client({ ...running.host.clientConfig("eu-west-1"), maxAttempts: 2 });
    await s3.send(new PutObjectCommand({ Bucket: String(running.graph.outputs.bucket), Key: "k", Body: "x" }));
    expect(JSON.parse((await ask("GET")).text)).toEqual([{ id: 1, rule, met: 2, done: 1, hanging: [] }]);
    expect(await ask("DELETE")).toEqual({ status: 200, text: "[]\n" });
  });

  it("removes one rule", async () => {
    const added = JSON.parse((await ask("POST", JSON.stringify(rule))).text);
    await ask("POST", JSON.stringify({ ...rule, times: 2 }));
    const left = await ask("DELETE", undefined, undefined, `?id=${added.at(-1).id}`);
    expect(JSON.parse(left.text)).toMatchObject([{ rule: { times: 2 } }]);
    await ask("DELETE");
  });

  it("says what is wrong with a rule, and adds none", async () => {
    expect(await ask("POST", JSON.stringify({ ...rule, acton: "s3:*" }))).toMatchObject({
      status: 400,
      text: expect.stringContaining("acton"),
    });
    const ofState = { state: "main.First", answer: "throttle" };
    expect(await ask("POST", JSON.stringify(ofState))).toMatchObject({
      status: 400,
      text: expect.stringContaining("its answer is hang"),
    });
    expect(await ask("POST", "{")).toMatchObject({ status: 400 });
    expect((await ask("GET")).text).toBe("[]\n");
  });

  it("takes no rule from a page of another origin", async () => {
    expect(await ask("POST", JSON.stringify(rule), "text/plain")).toMatchObject({ status: 400 });
    const { port } = new URL(running.host.endpoint);
    const status = await new Promise((resolve) => {
      const headers = { host: "evil.example", "content-type": "application/json" };
      request({ port, path: "/_sluice/faults", method: "POST", headers }, (response) =>
        resolve(response.statusCode),
      ).end(JSON.stringify(rule));
    });
    expect(status).toBe(403);
    expect((await ask("GET")).text).toBe("[]\n");
  });
});
