import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { hostEvents } from "../../../local/cli/target/hostEvents.ts";
import { EventLog } from "../../../local/host/EventLog.ts";
import { Faults } from "../../../local/host/faults/Faults.ts";
import { OwnPaths } from "../../../local/host/OwnPaths.ts";
import { EventHub } from "../../../local/services/kernel/EventHub.ts";
import type { HostEvent } from "../../../local/services/kernel/HostEvent.ts";

let hub: EventHub;
let paths: OwnPaths;
let close: () => void;
let endpoint: string;

beforeEach(async () => {
  hub = new EventHub();
  paths = new OwnPaths(new EventLog(hub), new Faults(), { pid: 1, project: "sluice", stack: "dev", outputs: { a: 1 } });
  const server = createServer((request, response) => {
    if (!paths.serve(request, response)) response.writeHead(501).end();
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  close = () => {
    server.closeAllConnections();
    server.close();
  };
});
afterEach(() => close());

const happen = (crawl: string) => hub.emit({ kind: "crawl.started", region: "eu-west-1", crawler: "c", crawl });
const crawlsOf = (events: readonly HostEvent[]) => events.map((event) => ("crawl" in event ? event.crawl : event.kind));

async function take(count: number, since: number): Promise<HostEvent[]> {
  const stop = new AbortController();
  const taken: HostEvent[] = [];
  for await (const event of hostEvents(endpoint, since, stop.signal)) {
    taken.push(event);
    if (taken.length === 1) happen("meanwhile");
    if (taken.length === count) stop.abort();
  }
  return taken;
}

describe("the events of a host over HTTP", () => {
  it("are those since a moment and those to come, each once and in order, without the calls of services", async () => {
    for (const crawl of ["one", "two", "three\n\ndata: x"]) happen(crawl);
    const call = { time: "", caller: "", service: "", region: "", action: "", resource: "", status: 200 };
    hub.emit({ kind: "call", region: "eu-west-1", call });
    expect(crawlsOf(await take(3, 1))).toEqual(["two", "three\n\ndata: x", "meanwhile"]);
    const health = await (await fetch(`${endpoint}/_sluice/health`)).json();
    expect(health).toEqual({ pid: 1, project: "sluice", stack: "dev", outputs: { a: 1 }, lastEvent: 4 });
  });

  it("end with an error where the host ends", async () => {
    happen("one");
    const stop = new AbortController();
    const listening = (async () => {
      for await (const _ of hostEvents(endpoint, 0, stop.signal)) paths.close();
    })();
    await expect(listening).rejects.toMatchObject({ code: "host.gone" });
  });

  it("are refused where not all of them are kept any more, and the newest is kept however long", async () => {
    for (const size of [10, 9e6, 9e6]) happen("x".repeat(size));
    await expect(take(1, 0)).rejects.toMatchObject({
      code: "host.gone",
      message: expect.stringContaining("not all kept"),
    });
    expect(await take(1, 2)).toHaveLength(1);
  });

  it("go on, for a browser that lost its connection, after the last one that it had", async () => {
    for (const crawl of ["one", "two"]) happen(crawl);
    const response = await fetch(`${endpoint}/_sluice/events?since=0`, { headers: { "last-event-id": "1" } });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    while (!text.includes("two")) text += (await reader?.read())?.value ?? "";
    expect(text).not.toContain('"one"');
    expect(text).toMatch(/^id: 2$/m);
    await reader?.cancel();
  });

  it("are for reading only, and for this machine", async () => {
    expect((await fetch(`${endpoint}/_sluice/events`, { method: "POST" })).status).toBe(405);
    const headers = { origin: "https://evil.example" };
    expect((await fetch(`${endpoint}/_sluice/health`, { headers })).status).toBe(403);
    expect((await fetch(`${endpoint}/elsewhere`)).status).toBe(501);
  });
});
