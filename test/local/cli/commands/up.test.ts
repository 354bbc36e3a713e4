import { execFile } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { request } from "node:http";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { promisify } from "node:util";
import { ListObjectsV2Command, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { lockFile } from "../../../../local/cli/lockFolder.ts";
import { command } from "../command.ts";

const { elsewhere, start, endOf } = command();
const inState = (...names: string[]) => join(elsewhere(), "state", ...names);
const on = (...args: string[]) => start(...args, "--state", "state");

let child: ReturnType<typeof start>;
let said = "";
let endpoint = "";

beforeAll(async () => {
  const header = "zip_code,latitude,longitude,city,state,county";
  await writeFile(join(elsewhere(), "zipcodes.csv"), `${header}\n00501,40.9,-72.6,Holtsville,NY,Suffolk\n`);
  child = on("up", "--port", "0");
  (child.stdout as Readable).on("data", (text) => {
    said += text;
  });
  await vi.waitFor(() => expect(said).toContain("Ctrl-C ends it."), { timeout: 60_000 });
  endpoint = JSON.parse(readFileSync(inState("host.json"), "utf8")).endpoint;
});
afterAll(() => child.kill("SIGKILL"));

async function statusOf(path: string, host: string): Promise<number | undefined> {
  const sent = request(`${endpoint}${path}`, { headers: { host } });
  sent.end();
  const [response] = await once(sent, "response");
  response.destroy();
  return response.statusCode;
}

describe("a host that keeps serving", () => {
  it("prints where it is, what it has, and how it is used, by an SDK too", async () => {
    expect(said).toContain(`Stack dev is served at ${endpoint}`);
    for (const place of ["landing  eu-west-1", "lake     eu-west-1", "lake     us-east-1"])
      expect(said).toContain(place);
    expect(said).toContain('  eval "$(npx sluice up --env --state state)"\n');
    const [, Bucket] = /^ {2}aws s3 ls s3:\/\/(\S+)\/$/m.exec(said) ?? [];
    const { code, out, err } = await endOf(on("up", "--env"));
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const shell = promisify(execFile)("sh", ["-c", 'AWS_PROFILE=x; eval "$1"; env', "sh", out]);
    const variables = Object.fromEntries((await shell).stdout.split("\n").map((each) => each.split("=")));
    expect(variables).toMatchObject({ AWS_ENDPOINT_URL: endpoint, SLUICE_DATABASE: "sluice" });
    expect(variables).not.toHaveProperty("AWS_PROFILE");
    const s3 = new S3Client({
      endpoint: variables.AWS_ENDPOINT_URL,
      region: variables.AWS_REGION,
      credentials: { accessKeyId: variables.AWS_ACCESS_KEY_ID, secretAccessKey: variables.AWS_SECRET_ACCESS_KEY },
    });
    await s3.send(new PutObjectCommand({ Bucket, Key: "elsewhere/hello.txt", Body: "hello" }));
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
    expect(Contents.map(({ Key }) => Key)).toEqual(["elsewhere/hello.txt"]);
  });

  it("is used by other commands on its folder of state, and logs what they set off", async () => {
    const { code, out, err } = await endOf(on("land", "zipcodes.csv"));
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toContain(`Use the host at ${endpoint}`);
    expect(out).not.toContain("Load the Pulumi program");
    for (const region of ["eu-west-1", "us-east-1"]) expect(out).toContain(`${region}  zipcodes: 1 file, 1 row, `);
    expect(said).toMatch(/^\S+Z {2}eu-west-1 {3}csv-lake succeeded {2}zipcodes-[0-9a-f]{32}-0$/m);
    const listed = await endOf(on("runs", "--dataset", "zipcodes", "--json"));
    expect(JSON.parse(listed.out)).toMatchObject([{ dataset: "zipcodes", status: "SUCCEEDED", written: 1 }]);
  });

  it("is the only one on its folder: a second one is refused", async () => {
    const { code, err } = await endOf(on("up"));
    expect(code).toBe(2);
    expect(err).toContain(`the host at ${endpoint} serves on this folder of state already`);
  });

  it("is refused to a command for another stack, naming what to do", async () => {
    const { code, err } = await endOf(on("runs", "--stack", "other"));
    expect(code).toBe(2);
    expect(err).toContain("error cli.other_stack");
    expect(err).toContain("The host serves stack dev, not other; give --stack dev");
  });

  it("answers its own paths to this machine alone", async () => {
    const own = new URL(endpoint).host;
    expect(await statusOf("/_sluice/health", own)).toBe(200);
    expect(await statusOf("/_sluice/events?since=0", own)).toBe(200);
    expect(await statusOf("/_sluice/nothing", own)).toBe(404);
    expect(await statusOf("/_sluice/health", "evil.example")).toBe(403);
  });

  it("ends by SIGTERM, leaves nothing that says it serves, and its folder can be taken again", async () => {
    const closed = once(child, "close");
    child.kill("SIGTERM");
    expect((await closed)[0]).toBe(143);
    expect(said).toMatch(/^The host ends\.$/m);
    expect(existsSync(inState("host.json"))).toBe(false);
    expect(existsSync(inState(lockFile))).toBe(false);
    const stale = { pid: child.pid, endpoint, stack: "dev", sources: "", program: "" };
    writeFileSync(inState("host.json"), JSON.stringify(stale));
    const { code, out } = await endOf(on("runs", "--json"));
    expect(code).toBe(0);
    expect(JSON.parse(out)).toHaveLength(1);
  });
});
