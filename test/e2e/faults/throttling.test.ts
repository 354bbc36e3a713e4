import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { birdstrikes } from "../../../datasets/birdstrikes.ts";
import { readings } from "../../../datasets/readings.ts";
import type { FaultAnswer } from "../../../local/host/faults/FaultRule.ts";
import type { CallRecord } from "../../../local/services/kernel/CallRecord.ts";
import { expectFaultless } from "./support/expectFaultless.ts";
import { files } from "./support/files.ts";
import { loadedProgram } from "./support/loadedProgram.ts";
import { Pipeline } from "./support/Pipeline.ts";

/** A call that a run makes: of this action, by this role, and of this function where one is invoked. */
type Made = Required<Pick<CallRecord, "action" | "caller" | "region">> & { readonly resource?: string };

let pipeline: Pipeline;
let made: Made[];
beforeAll(async () => {
  pipeline = await Pipeline.start(await loadedProgram());
  await landBoth("faultless");
  const roles = new Set(pipeline.graph.ofType("aws:iam/role:Role").map(({ id }) => id));
  const crawlers = pipeline.graph.ofType("aws:glue/crawler:Crawler").map(({ inputs }) => String(inputs.role));
  const isCall = ({ caller, action }: CallRecord) =>
    // What queues hand to functions, and what crawlers read, are no calls that could be answered.
    roles.has(caller) && !/^sqs:/.test(action) && !crawlers.some((role) => role.endsWith(caller));
  const found = pipeline.calls.filter(isCall).map(({ action, caller, region, resource }): Made => {
    const isInvocation = action === "lambda:InvokeFunction";
    return { action, caller, region, ...(isInvocation && { resource }) };
  });
  made = [...new Map(found.map((each) => [JSON.stringify(each), each])).values()];
});
afterEach(() => pipeline.host.faults.clear());
afterAll(async () => await pipeline?.[Symbol.asyncDispose]());

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
  it("is known by its calls: of every service that it uses", () => {
    const services = new Set(made.map(({ action }) => action.split(":")[0]));
    expect([...services].sort()).toEqual(["glue", "lambda", "redshift-data", "redshift-serverless", "s3", "states"]);
    expect(made.length).toBeGreaterThan(30);
  });

  it.each<FaultAnswer>(["throttle", "unavailable", "reset", "lost"])(
    "goes through without a retry where each call that it makes is answered by %o twice",
    async (answer) => {
      const callers = new Set(made.map(({ caller }) => caller));
      for (const caller of callers) pipeline.host.faults.add({ caller, perCall: true, times: 2, answer });
      const before = pipeline.calls.length;
      expect(await landBoth(String(answer))).toEqual(["SUCCEEDED", "SUCCEEDED"]);
      const since = pipeline.calls.slice(before);
      const often = made.map((kind) => [kind, since.filter((call) => isOfKind(call, kind)).length] as const);
      expect(often.filter(([, calls]) => calls < 3)).toEqual([]);
      pipeline.host.faults.clear();
      await expectFaultless(pipeline);
    },
  );
});
