import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { KillableHost } from "../faults/support/KillableHost.ts";
import { saveGraph } from "../faults/support/savedGraph.ts";
import { expectRows } from "./support/expectRows.ts";
import { TrafficClient } from "./support/TrafficClient.ts";
import { trafficGraph } from "./support/trafficGraph.ts";

let folder: string;
let graphFile: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluice-traffic-kills-"));
  graphFile = join(folder, "graph.json");
  await saveGraph(await trafficGraph(), graphFile);
}, 300_000);
afterAll(async () => await rm(folder, { recursive: true, force: true }));

describe("an execution whose host is killed", () => {
  it("while its statement runs is aborted by the next host, and resumed: its rows are there once, and none is lost", async () => {
    const stateDir = join(folder, "state");
    const { executionArn, expected } = await killedWhileQuerying(stateDir);
    await using next = await KillableHost.start(graphFile, stateDir);
    using client = new TrafficClient(next.stack);
    const left = await client.ended(executionArn);
    expect(left.status).toBe("ABORTED");
    const mails = async () => (await client.mails()).filter((mail) => mail.includes(left.name));
    await expect.poll(mails, { timeout: 120_000 }).toHaveLength(1);
    expect(await client.resume(left.name)).toMatchObject({ status: "SUCCEEDED", output: { days: ["2024-03-12"] } });
    expectRows(await client.rows(), expected);
    expect(await mails()).toHaveLength(1);
  }, 600_000);
});

async function killedWhileQuerying(stateDir: string) {
  await using host = await KillableHost.start(graphFile, stateDir);
  using client = new TrafficClient(host.stack);
  await client.deliver("2024-03-12", 1);
  await host.addFault({ state: "traffic-range-*.GetQuery", answer: { hang: 3_600_000 } });
  const executionArn = await client.start({ year: 2024, month: 3, day: 12 });
  const hanging = async () => (await host.faults()).flatMap((fault) => fault.hanging).length;
  await expect.poll(hanging, { timeout: 300_000, interval: 100 }).toBe(1);
  return { executionArn, expected: client.modelRows("2024-03-12") };
}
