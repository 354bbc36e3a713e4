import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { embeddedMetrics } from "../../../../local/services/cloudwatch/embeddedMetrics.ts";
import { LogTail } from "../../../../local/services/cloudwatch/LogTail.ts";
import { MetricStore } from "../../../../local/services/cloudwatch/MetricStore.ts";

const folder = mkdtempSync(join(tmpdir(), "sluice-metrics-"));
afterAll(() => rmSync(folder, { recursive: true }));

const region = "eu-west-1";
const line = (members: object, Metrics: object[] = [{ Name: "Files", Unit: "Count" }]) =>
  JSON.stringify({
    _aws: { Timestamp: 5, CloudWatchMetrics: [{ Namespace: "n", Dimensions: [["a"], ["a", "b"]], Metrics }] },
    ...members,
  });

describe("a line of a log", () => {
  it("embeds a metric for each set of its dimensions", () => {
    const metric = { namespace: "n", name: "Files" };
    expect(embeddedMetrics(region, line({ a: "x", b: "y", Files: [1, 2], more: "said" }))).toEqual([
      { region, metric: { ...metric, dimensions: { a: "x" } }, time: 5, values: [1, 2] },
      { region, metric: { ...metric, dimensions: { a: "x", b: "y" } }, time: 5, values: [1, 2] },
    ]);
  });

  it.each([
    "START RequestId: 1",
    '{"level":"INFO"}',
    '{"_aws":{}}',
    '{"_aws":',
    '{"text":"\\"_aws\\""}',
    line({ a: "x", b: "y" }),
    line({ a: "x", b: "y", Files: "many" }),
  ])("embeds none where it is %j", (text) => {
    expect(embeddedMetrics(region, text)).toEqual([]);
  });
});

describe("the tail of a log", () => {
  it("gives each line once, whole, whatever pieces they are written in", () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-zé\n]{0,8}$/)), (pieces) => {
        const file = join(folder, "log");
        writeFileSync(file, "of an earlier host\n");
        const tail = new LogTail(file);
        const read = pieces.flatMap((piece) => {
          appendFileSync(file, piece);
          return tail.lines();
        });
        expect(read).toEqual(pieces.join("").split("\n").slice(0, -1));
      }),
      { numRuns: 30 },
    );
  });

  it("has no lines where there is no file", () => {
    expect(new LogTail(join(folder, "none")).lines()).toEqual([]);
  });
});

describe("the store of metrics", () => {
  const metric = { namespace: "n", name: "m", dimensions: { b: "2", a: "1" } };
  const minute = 60_000;
  const at = (minutes: number, ...values: number[]) => ({ region, metric, time: minutes * minute + 1, values });

  it("has the statistics of a span of minutes, its end excluded", () => {
    const store = new MetricStore(join(folder, "statistics"), [region]);
    for (const datum of [at(1, 4), at(2, 1, 3), at(3, 9)]) store.note(datum);
    const of = (kind: "Sum" | "Minimum" | "Maximum" | "Average" | "SampleCount") =>
      store.statistic(region, { ...metric, dimensions: { a: "1", b: "2" } }, minute, 3 * minute, kind);
    expect([of("Sum"), of("Minimum"), of("Maximum"), of("Average"), of("SampleCount")]).toEqual([8, 1, 4, 8 / 3, 3]);
    expect(store.statistic(region, metric, 5 * minute, 6 * minute, "Sum")).toBeUndefined();
    expect(store.statistic("us-east-1", metric, 0, 9 * minute, "Sum")).toBeUndefined();
    expect(store.statistic(region, { ...metric, dimensions: {} }, 0, 9 * minute, "Sum")).toBeUndefined();
  });

  it("keeps what is added for a later host, and what is noted for its own time only", () => {
    const stateDir = join(folder, "kept");
    const store = new MetricStore(stateDir, [region]);
    store.add(at(1, 4));
    store.note(at(1, 7));
    expect(store.statistic(region, metric, 0, 9 * minute, "Sum")).toBe(11);
    const later = new MetricStore(stateDir, [region]);
    expect(later.statistic(region, metric, 0, 9 * minute, "Sum")).toBe(4);
  });

  it("reads what a host that was killed while writing left whole", () => {
    const stateDir = join(folder, "killed");
    new MetricStore(stateDir, [region]).add(at(1, 4));
    appendFileSync(join(stateDir, region, "cloudwatch/metrics.jsonl"), '{"region":"eu-w');
    const later = new MetricStore(stateDir, [region]);
    expect(later.statistic(region, metric, 0, 9 * minute, "Sum")).toBe(4);
    later.add(at(2, 1));
    expect(new MetricStore(stateDir, [region]).statistic(region, metric, 0, 9 * minute, "Sum")).toBe(5);
  });

  it("forgets what no alarm can look back on", () => {
    const store = new MetricStore(join(folder, "old"), [region]);
    store.note(at(1, 4));
    store.note(at(9 * 24 * 60, 1));
    expect(store.statistic(region, metric, 0, 9 * minute, "Sum")).toBeUndefined();
  });
});
