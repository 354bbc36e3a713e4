import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { birdstrikes } from "../../../datasets/birdstrikes.ts";
import { readings } from "../../../datasets/readings.ts";
import type { FaultAnswer } from "../../../local/host/faults/FaultRule.ts";
import type { Graph } from "../../../local/program/Graph.ts";
import type { CallRecord } from "../../../local/services/kernel/CallRecord.ts";
import { expectFaultless } from "./support/expectFaultless.ts";
import { files } from "./support/files.ts";
import { loadedProgram } from "./support/loadedProgram.ts";
import { Pipeline } from "./support/Pipeline.ts";

/** A call that a run makes: of this action, by this role, and of this function where one is invoked. */
type Made = Pick<CallRecord, "service" | "action" | "caller" | "region"> & { readonly resource?: string };

let graph: Graph;
let pipeline: Pipeline;
let made: Made[];
beforeAll(async () => {
  graph = await loadedProgram();
});
// A process that has repeated very many calls repeats no more for a while, so that each of these has its own.
beforeEach(async () => {
  pipeline = await Pipeline.start(graph);
});
afterEach(async () => await pipeline[Symbol.asyncDispose]());

function callsMade(): Made[] {
  const roles = new Set(graph.ofType("aws:iam/role:Role").map(({ id }) => id));
  const crawlers = graph.ofType("aws:glue/crawler:Crawler").map(({ inputs }) => String(inputs.role));
  const isCall = ({ caller, service }: CallRecord) =>
    // What queues hand to functions, and what crawlers read, are no calls that could be answered.
    roles.has(caller) && service !== "sqs" && !crawlers.some((role) => role.endsWith(caller));
  const found = pipeline.calls.filter(isCall).map(({ service, action, caller, region, resource }): Made => {
    const isInvocation = action === "lambda:InvokeFunction";
    return { service, action, caller, region, ...(isInvocation && { resource }) };
  });
  return [...new Map(found.map((each) => [JSON.stringify(each), each])).values()];
}

function isOfKind({ action, caller, region, resource }: CallRecord, kind: Made): boolean {
  const { resource: wanted = resource } = kind;
  return action === kind.action && caller === kind.caller && region === kind.region && resource === wanted;
}

async function landBoth(mark: string) {
  const runs = await Promise.all([
    pipeline.run(birdstrikes, `${mark}.csv`, files.birdstrikes(mark)),
    pipeline.run(readings, `${mark}.csv`, files.readings(mark.slice(0, 12))),
  ]);
  return runs.map(({ status, error, cause }) => [status, error, cause].filter((each) => each !== undefined).join(": "));
}

describe("a run", () => {
  it("is known by its calls: of every service that it uses", async () => {
    expect(await landBoth("faultless")).toEqual(["SUCCEEDED", "SUCCEEDED"]);
    made = callsMade();
    const services = new Set(made.map(({ action }) => action.split(":")[0]));
    expect([...services].sort()).toEqual(["glue", "lambda", "redshift-data", "redshift-serverless", "s3", "states"]);
    expect(made.length).toBeGreaterThan(30);
  }, 300_000);

  it.each<readonly [FaultAnswer, FaultAnswer]>([
    ["throttle", "unavailable"],
    ["unavailable", "unavailable"],
    ["reset", "reset"],
    ["lost", "lost"],
  ])(
    "goes through without a retry where each call that it makes is answered by %o, and once more by %o",
    async (first, second) => {
      const answers =
        first === second ? [{ answer: first, times: 2 }] : [first, second].map((answer) => ({ answer, times: 1 }));
      const places = new Set(made.map(({ service, caller, region }) => JSON.stringify({ service, caller, region })));
      for (const place of places)
        for (const answer of answers) pipeline.host.faults.add({ ...JSON.parse(place), perCall: true, ...answer });
      expect(await landBoth(`${first} ${second}`)).toEqual(["SUCCEEDED", "SUCCEEDED"]);
      const isOften = (kind: Made) => pipeline.calls.filter((call) => isOfKind(call, kind)).length > 2;
      expect(made.filter((kind) => !isOften(kind))).toEqual([]);
      pipeline.host.faults.clear();
      await expectFaultless(pipeline);
    },
    300_000,
  );
});
