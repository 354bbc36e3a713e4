import { StopExecutionCommand } from "@aws-sdk/client-sfn";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { FaultRule } from "../../../local/host/faults/FaultRule.ts";
import { expectRows } from "./support/expectRows.ts";
import type { TrafficClient } from "./support/TrafficClient.ts";
import { type TrafficHost, trafficHost } from "./support/trafficHost.ts";

let traffic: TrafficHost;
let client: TrafficClient;
beforeAll(async () => {
  traffic = await trafficHost();
  client = traffic.client;
  await client.deliver("2024-05-01", 5);
}, 300_000);
afterEach(() => traffic.host.faults.clear());
afterAll(async () => await traffic[Symbol.asyncDispose]());

const limit = 600_000;
/** Two statements: of four days, and of the fifth. */
const fiveDays = { from: "2024-05-01", to: "2024-05-05" };

const daysOf = (rows: Awaited<ReturnType<TrafficClient["rows"]>>) => [...new Set(rows.map(({ day }) => Number(day)))];
const queries = () => traffic.calls.filter(({ action }) => action === "athena:StartQueryExecution").length;

/** The mails of one execution. */
async function mailsOf(name: string): Promise<string[]> {
  return (await client.mails()).filter((mail) => mail.includes(name));
}

describe("one statement of two that fails", () => {
  it(
    "leaves the other's days published, is told of once, and is all that a resumed execution does",
    async () => {
      const resource = "*/staging/_traffic_speeds/*/day=5/*";
      traffic.host.faults.add({
        ...{ service: "s3", action: "s3:PutObject", resource },
        answer: { error: { code: "AccessDenied", status: 403 } },
      });
      const failed = await client.run(fiveDays, "five-days");
      expect(failed).toMatchObject({ status: "FAILED", error: "Athena.FAILED" });
      const rows = await client.rows();
      expect(daysOf(rows).sort()).toEqual([1, 2, 3, 4]);
      expectRows(rows, client.modelRows("2024-05-01", "2024-05-04"));
      const mails = await mailsOf(failed.name);
      expect(mails).toHaveLength(1);
      expect(mails[0]).toContain("Step: Repartition.StartQuery\nError: Athena.FAILED\nCause: HIVE_WRITER_CLOSE_ERROR");
      expect(mails[0]).toMatch(/^Log: none, see the execution$/m);
      expect(mails[0]).toContain(`Resume: npx sluice repartition --resume ${failed.name}`);

      traffic.host.faults.clear();
      const [asked, files] = [queries(), await client.files()];
      expect(await client.resume(failed.name)).toMatchObject({
        status: "SUCCEEDED",
        output: { days: expect.objectContaining({ length: 5 }) },
      });
      expect(queries() - asked).toBe(1);
      expect(await client.files()).toEqual(expect.arrayContaining(files));
      expectRows(await client.rows(), client.modelRows("2024-05-01", "2024-05-05"));
    },
    limit,
  );
});

describe("a function that fails", () => {
  const functions: readonly (readonly [step: string, where: string, fn: string])[] = [
    ["PlanDays", "before any range", "traffic-plan-days"],
    ["Repartition.StageDays", "within a range", "traffic-stage-days"],
    ["Repartition.PublishDays.Register", "within a day of a range", "traffic-near-register"],
  ];
  it.each(functions)(
    "in %s, %s, is named with its step and its log",
    async (step, _, fn) => {
      const answer = { error: { code: "TooBadException", message: "too bad", status: 400 } };
      const invocations = { service: "lambda", action: "lambda:InvokeFunction", resource: `*:${fn}-*` };
      traffic.host.faults.add({ ...invocations, answer });
      const failed = await client.run({ year: 2024, month: 5, day: 1 });
      expect(failed).toMatchObject({ status: "FAILED", error: "Lambda.TooBadException" });
      const [mail, ...more] = await mailsOf(failed.name);
      expect(more).toEqual([]);
      expect(mail).toContain(`Step: ${step}\nError: Lambda.TooBadException\nCause: too bad (Service: Lambda`);
      expect(mail).toMatch(new RegExp(`^Log: https://\\S+#logsV2:log-groups/log-group/${fn}-[0-9a-f]{7}\\S*$`, "m"));
    },
    limit,
  );
});

describe("a statement that cannot be started", () => {
  const starting = { service: "athena", action: "athena:StartQueryExecution" };
  const may = { year: 2024, month: 5, day: 2 };
  const rides: readonly (readonly [what: string, answer: FaultRule["answer"]])[] = [
    ["throttled", "throttle"],
    ["failed within", "unavailable"],
    ["left without an answer", "lost"],
  ];
  it.each(rides)(
    "is started once, and needs no resumption, where the call is %s twice",
    async (_, answer) => {
      const before = await client.statements();
      traffic.host.faults.add({ ...starting, answer, times: 2 });
      const ended = await client.run(may);
      expect(ended).toMatchObject({ status: "SUCCEEDED", output: { days: ["2024-05-02"] } });
      expect(traffic.host.faults.all()).toMatchObject([{ done: 2 }]);
      expect((await client.statements()) - before).toBe(1);
      expect(await mailsOf(ended.name)).toEqual([]);
    },
    limit,
  );

  it(
    "for as long as is tried is told of by name, and its day stays as it was until it is resumed",
    async () => {
      traffic.host.faults.add({ ...starting, answer: "throttle" });
      const [files, statements] = [await client.files(), await client.statements()];
      const failed = await client.run(may);
      expect(failed).toMatchObject({ status: "FAILED", error: "Athena.ThrottlingException" });
      const mails = await mailsOf(failed.name);
      expect(mails).toHaveLength(1);
      expect(mails[0]).toContain(
        "Step: Repartition.StartQuery\nError: Athena.ThrottlingException\nCause: Rate exceeded",
      );
      expect(await client.files()).toEqual(files);
      expect(await client.statements()).toBe(statements);
      traffic.host.faults.clear();
      expect(await client.resume(failed.name)).toMatchObject({ status: "SUCCEEDED" });
      expectRows(
        (await client.rows()).filter(({ day }) => day === 2n),
        client.modelRows("2024-05-02"),
      );
    },
    limit,
  );
});

describe("a crawl of the result that fails", () => {
  it(
    "is told of once its days are published, and a resumed execution crawls again and does nothing twice",
    async () => {
      const may = { year: 2024, month: 5, day: 3 };
      const table = await client.resultLocation();
      await client.resultLocation("");
      const failed = await client.run(may);
      expect(failed).toMatchObject({ status: "FAILED", error: "Crawler.FAILED" });
      const mails = await mailsOf(failed.name);
      expect(mails).toHaveLength(1);
      expect(mails[0]).toContain(
        "Step: StartResultCrawler\nError: Crawler.FAILED\nCause: Table traffic_speeds has no location",
      );
      const published = async () => (await client.rows()).filter(({ day }) => day === 3n);
      expectRows(await published(), client.modelRows("2024-05-03"));

      await client.resultLocation(table);
      const [files, from] = [await client.files(), traffic.calls.length];
      expect(await client.resume(failed.name)).toMatchObject({ status: "SUCCEEDED", output: { days: ["2024-05-03"] } });
      const calls = traffic.calls.slice(from).map(({ action, resource }) => `${action} ${resource}`);
      expect(calls.filter((call) => /^glue:StartCrawler .*traffic-result/.test(call))).toHaveLength(1);
      expect(
        calls.filter((call) => /^athena:StartQueryExecution|^s3:(Put|Delete)Object .*\/rows\//.test(call)),
      ).toEqual([]);
      expect(await client.files()).toEqual(files);
      expect(await mailsOf(failed.name)).toEqual(mails);
    },
    limit,
  );
});

describe("an execution that is stopped", () => {
  const points: readonly (readonly [when: string, rule: FaultRule])[] = [
    ["once its statement runs", { state: "traffic-range-*.GetQuery", answer: { hang: 3_600_000 } }],
    ["once its rows are written aside", { state: "traffic-range-*.StageDays", answer: { hang: 3_600_000 } }],
    ["while a day takes the place of an older one", { state: "traffic-near-*.Register", answer: { hang: 3_600_000 } }],
  ];
  it.each(points)(
    "%s is told of, and resumed: its rows are there once, and none is lost",
    async (_, rule) => {
      traffic.host.faults.add(rule);
      const executionArn = await client.start({ from: "2024-05-01", to: "2024-05-02" });
      const hanging = () => traffic.host.faults.all().flatMap((fault) => fault.hanging).length;
      await expect.poll(hanging, { timeout: 300_000, interval: 100 }).toBeGreaterThan(0);
      const stop = new StopExecutionCommand({ executionArn, error: "Test.STOPPED", cause: "by hand" });
      await client.states.of(executionArn).send(stop);
      traffic.host.faults.clear();
      const stopped = await client.ended(executionArn);
      expect(stopped.status).toBe("ABORTED");
      await expect.poll(() => mailsOf(stopped.name), { timeout: 60_000 }).toHaveLength(1);
      expect(await client.resume(stopped.name)).toMatchObject({ status: "SUCCEEDED" });
      expect(await client.running(client.pipeline.machine)).toEqual([]);
      const rows = (await client.rows()).filter(({ day }) => day === 1n || day === 2n);
      expectRows(rows, client.modelRows("2024-05-01", "2024-05-02"));
      expect(await mailsOf(stopped.name)).toHaveLength(1);
    },
    limit,
  );
});
