import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import * as glue from "@aws-sdk/client-glue";
import { afterAll, expect, it } from "vitest";
import { startHost } from "../../../../../local/host/startHost.ts";
import { loadFixture } from "../../../fixtures/loadFixture.ts";
import { isAlive } from "./isAlive.ts";
import { jobs, plainPython, region } from "./jobRuns.ts";

const stateDir = mkdtempSync(join(tmpdir(), "sluice-killed-"));
afterAll(() => rmSync(stateDir, { recursive: true, force: true }));

it("a run of a job ends with a host that is killed, and the next host removes what it left", async () => {
  const program = fileURLToPath(new URL("../../../fixtures/killedJobHost.ts", import.meta.url));
  const child = spawn(process.execPath, [program, stateDir], { stdio: ["ignore", "pipe", "inherit"] });
  let told = "";
  for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
    told += chunk.toString();
    if (/pids \d+ \d+\n/.test(told)) break;
  }
  const pids = /pids (\d+) (\d+)/.exec(told)?.slice(1).map(Number) ?? [];
  expect(pids.map(isAlive)).toEqual([true, true]);
  const exited = once(child, "exit");
  child.kill("SIGKILL");
  await exited;
  while (pids.some(isAlive)) await setTimeout(20);
  const folder = join(stateDir, region, "jobs", "single");
  expect(readdirSync(folder)).toHaveLength(1);
  const host = await startHost({ graph: await loadFixture(jobs), stateDir, findSpark: plainPython });
  expect(readdirSync(folder)).toEqual([]);
  const client = new glue.GlueClient(host.clientConfig(region));
  const { JobRuns } = await client.send(new glue.GetJobRunsCommand({ JobName: "single" }));
  expect(JobRuns).toMatchObject([{ JobRunState: "FAILED" }]);
  await host.close();
});
