import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { StateMachineDefinition } from "../../../core/flow/Asl.ts";
import { type Answers, failure, type Ran, run } from "../../local/states/fakeHost.ts";

const golden = (name: string): StateMachineDefinition =>
  JSON.parse(readFileSync(new URL(`../../golden/stacks/csv-lake.${name}.asl.json`, import.meta.url), "utf8"));

const main = golden("main");
const oneRegion = golden("main-of-one-region");
const region = golden("region");

const source = { bucket: "landing", key: 'birdstrikes/odd "name".csv', versionId: "v1", size: 5, sequencer: "01" };
const input = {
  run: "birdstrikes-ab12",
  attempt: 0,
  dataset: "birdstrikes",
  contract: "c",
  source,
  engine: "duckdb",
  catalog: "register",
};
const inline = { ...input, engine: "inline" };
const spark = { ...input, engine: "spark" };
const crawled = { ...input, catalog: "crawl" };
const payload = (value: unknown) => ({ StatusCode: 200, Payload: value });
const staged = { status: "staged", attempt: 0, origin: "converted", manifest: "etag", error: "", cause: "" };
const converted = { near: staged, far: staged, read: 12, written: 10, rejected: 2 };
const farIs = (status: string, more: object = {}) => payload({ status, error: "", cause: "", output: null, ...more });
const published = { status: "published", files: 3 };
const crawlerIs = (State: string, Status = "SUCCEEDED") => ({ Crawler: { State, LastCrawl: { Status } } });
const faultless: Answers = {
  ConvertDuckdb: [payload(converted)],
  Verify: [payload({ near: staged, far: staged })],
  StartFar: [farIs("RUNNING")],
  PublishNear: [{ Output: published, Status: "SUCCEEDED" }],
  DescribeFar: [farIs("RUNNING"), farIs("SUCCEEDED", { output: published })],
  Alert: [{ MessageId: "m-1" }],
};
const nearFailure = failure(
  "States.TaskFailed",
  JSON.stringify({ Status: "FAILED", Error: "NoSuchKey", Cause: "Commit: gone" }),
);
const messageOf = (ran: Ran) =>
  (ran.calls.find(({ state }) => state === "Alert")?.arguments as { Message: string } | undefined)?.Message;

describe("the main machine", () => {
  it("publishes in both regions and says what the run came to", async () => {
    const ran = await run(main, input, faultless);
    expect(ran.outcome).toEqual({
      status: "SUCCEEDED",
      output: { run: input.run, read: 12, written: 10, rejected: 2, near: "published", far: "published" },
    });
    expect(ran.path).toEqual([
      ...["IsCrawled", "Engine", "ConvertDuckdb", "Verify", "StartFar", "PublishNear", "IsFarStarted"],
      ...["DescribeFar", "IsFarFinished", "WaitForFar", "DescribeFar", "IsFarFinished", "IsPublished", "Published"],
    ]);
  });

  it.each(["ConvertDuckdb", "Verify", "DescribeFar"])(
    "mails a failure of %s whole, with the function's message",
    async (step) => {
      const error = failure(
        "file.unknown_column",
        '{"errorType":"x","errorMessage":"column \\"b\\" is unknown","trace":[]}',
      );
      const ran = await run(main, input, { ...faultless, [step]: [error] });
      expect(ran.outcome).toEqual({
        status: "FAILED",
        error: "file.unknown_column",
        cause: 'column "b" is unknown (mailed)',
      });
      await expect(`${messageOf(ran)}\n`).toMatchFileSnapshot(`../../golden/alerts/csv-lake.${step}.txt`);
    },
  );

  it("lets the far region publish where the near one fails, and then fails with the near region's error", async () => {
    const ran = await run(main, input, { ...faultless, PublishNear: [nearFailure] });
    expect(ran.path).toContain("DescribeFar");
    expect(ran.outcome).toEqual({ status: "FAILED", error: "NoSuchKey", cause: "Commit: gone (mailed)" });
    expect(messageOf(ran)).toContain("Step: PublishNear\n");
  });

  it("lets the near region publish where the far one cannot be started", async () => {
    const ran = await run(main, input, { ...faultless, StartFar: [failure("TimeoutError", "us-east-1 is down")] });
    expect(ran.path).toContain("PublishNear");
    expect(ran.outcome).toEqual({ status: "FAILED", error: "TimeoutError", cause: "us-east-1 is down (mailed)" });
  });

  it.each(["FAILED", "TIMED_OUT", "ABORTED"])("fails where the far region's execution ends as %s", async (status) => {
    const DescribeFar = [farIs(status, { error: "NoSuchKey", cause: "Commit: gone" })];
    const ran = await run(main, input, { ...faultless, DescribeFar });
    expect(ran.outcome).toEqual({ status: "FAILED", error: "NoSuchKey", cause: `${status}: Commit: gone (mailed)` });
  });

  it("names both causes where both regions fail", async () => {
    const DescribeFar = [farIs("FAILED", { error: "NoSuchBucket", cause: "Commit: no bucket" })];
    const ran = await run(main, input, { ...faultless, PublishNear: [nearFailure], DescribeFar });
    expect(ran.outcome).toEqual({
      status: "FAILED",
      error: "BothRegionsFailed",
      cause: "NoSuchKey: Commit: gone; NoSuchBucket: Commit: no bucket (mailed)",
    });
  });

  it("tries the alert again, and fails with the first error where it cannot be sent at all", async () => {
    const broken = { ...faultless, Verify: [failure("verify.rows_lost")], Alert: [failure("SNS.Throttled")] };
    const ran = await run(main, input, broken);
    expect(ran.calls.filter(({ state }) => state === "Alert")).toHaveLength(6);
    expect(ran.outcome).toEqual({ status: "FAILED", error: "verify.rows_lost", cause: "Verify: no cause" });
  });
});

describe("the main machine's engines", () => {
  const unfit = failure("inline.unfit", '{"errorMessage":"a timestamp beyond 2255"}');

  it("converts a small file inline", async () => {
    const ran = await run(main, inline, { ...faultless, ConvertInline: [payload(converted)] });
    expect(ran.path.slice(0, 6)).toEqual([
      "IsCrawled",
      "Engine",
      "ConvertInline",
      "HasInlineFailed",
      "IsInlineUnfit",
      "Verify",
    ]);
    expect(ran.calls.find(({ state }) => state === "Verify")?.arguments).toMatchObject({ Payload: { converted } });
    expect(ran.outcome).toMatchObject({ status: "SUCCEEDED", output: { read: 12 } });
  });

  it("takes a file that the inline engine cannot write to the other engine", async () => {
    const ran = await run(main, inline, { ...faultless, ConvertInline: [unfit], ConvertUnfit: [payload(converted)] });
    expect(ran.path).toContain("ConvertUnfit");
    expect(ran.outcome).toMatchObject({ status: "SUCCEEDED", output: { read: 12 } });
  });

  it("does not try another engine on a file that no engine can read", async () => {
    const broken = failure("file.unknown_column", '{"errorMessage":"column b is unknown"}');
    const ran = await run(main, inline, { ...faultless, ConvertInline: [broken] });
    expect(ran.path).not.toContain("ConvertUnfit");
    expect(ran.outcome).toEqual({
      status: "FAILED",
      error: "file.unknown_column",
      cause: "column b is unknown (mailed)",
    });
    expect(messageOf(ran)).toContain("Step: ConvertInline\n");
  });
});

describe("the main machine's job", () => {
  const Id = "jr_0a1b2c";
  const jobRun = (JobRunState: string, ErrorMessage?: string) => ({
    ...{ AllocatedCapacity: 3, Arguments: { "--source_key": source.key }, Attempt: 0 },
    ...(ErrorMessage !== undefined && { ErrorMessage }),
    ...{ ExecutionTime: 61, GlueVersion: "5.1", Id, JobName: "convert-spark", JobRunState },
  });
  const jobFails = (state: string, message?: string) =>
    failure("States.TaskFailed", JSON.stringify(jobRun(state, message)));
  const answers = {
    ...faultless,
    FindStaged: [payload(null)],
    ConvertSpark: [jobRun("SUCCEEDED")],
    CollectStaged: [payload(converted)],
  };

  it("is given the run, and what it staged is looked for and published", async () => {
    const ran = await run(main, spark, answers);
    expect(ran.path.slice(1, 9)).toEqual([
      ...["Engine", "FindStaged", "IsToBeStaged", "SparkPlans", "ConvertSpark", "HasSparkFailed"],
      ...["CollectStaged", "Verify"],
    ]);
    const asked = (state: string) => ran.calls.find((call) => call.state === state)?.arguments;
    expect(asked("ConvertSpark")).toEqual({
      JobName: "convert-spark",
      Arguments: {
        "--plan": "s3://code/plans/birdstrikes-c.json",
        "--source": `s3://landing/${source.key}`,
        "--source_version": "v1",
        "--source_key": source.key,
        "--run": "birdstrikes-ab12",
        "--attempt": "0",
      },
    });
    expect(asked("FindStaged")).toMatchObject({ Payload: { run: spark, required: false } });
    expect(asked("CollectStaged")).toMatchObject({ Payload: { run: spark, required: true } });
    expect(asked("Verify")).toMatchObject({ Payload: { converted } });
    expect(ran.outcome).toMatchObject({ status: "SUCCEEDED", output: { read: 12 } });
  });

  it("is not run where an earlier attempt has staged the run", async () => {
    const found = { ...converted, near: { ...staged, origin: "reused" } };
    const ran = await run(main, spark, { ...answers, FindStaged: [payload(found)] });
    expect(ran.path).not.toContain("ConvertSpark");
    expect(ran.calls.find(({ state }) => state === "Verify")?.arguments).toMatchObject({
      Payload: { converted: found },
    });
    expect(ran.outcome).toMatchObject({ status: "SUCCEEDED", output: { written: 10 } });
  });

  it("fails the run under the code that it ended with, and the mail links to the log of that very job run", async () => {
    const told = 'SluiceError: file.unknown_column: odd "name".csv: column "b" is unknown; mend the file.';
    const ran = await run(main, spark, { ...answers, ConvertSpark: [jobFails("FAILED", told)] });
    expect(ran.outcome).toEqual({
      status: "FAILED",
      error: "file.unknown_column",
      cause: 'odd "name".csv: column "b" is unknown; mend the file. (mailed)',
    });
    expect(ran.calls.filter(({ state }) => state === "ConvertSpark")).toHaveLength(1);
    await expect(`${messageOf(ran)}\n`).toMatchFileSnapshot("../../golden/alerts/csv-lake.ConvertSpark.txt");
  });

  it.each([
    ["FAILED", "Command failed with exit code 137"],
    ["TIMEOUT", undefined],
  ])("that ends as %s without a word of its own is mailed with what Glue says", async (state, message) => {
    const ran = await run(main, spark, { ...answers, ConvertSpark: [jobFails(state, message)] });
    expect(ran.outcome).toMatchObject({ status: "FAILED", error: "States.TaskFailed" });
    expect(messageOf(ran)).toContain(`Cause: ${message ?? JSON.stringify(jobRun(state))}\n`);
    expect(messageOf(ran)).toContain(`$3FlogStreamNameFilter$3D${Id}\n`);
  });

  it("waits for room among other runs of the job", async () => {
    const busy = failure("Glue.ConcurrentRunsExceededException", "Concurrent runs exceeded");
    const ran = await run(main, spark, { ...answers, ConvertSpark: [busy, busy, jobRun("SUCCEEDED")] });
    expect(ran.outcome.status).toBe("SUCCEEDED");
    const never = await run(main, spark, { ...answers, ConvertSpark: [busy] });
    expect(never.outcome).toMatchObject({ error: "Glue.ConcurrentRunsExceededException" });
    expect(messageOf(never)).toContain("output/log-events$3FfilterPattern$3D$2522birdstrikes-ab12$2522\n");
  });

  it("fails the run where it left nothing, naming the step that looked for it", async () => {
    const nothing = failure("convert.not_staged", '{"errorMessage":"no region holds what it staged"}');
    const ran = await run(main, spark, { ...answers, CollectStaged: [nothing] });
    expect(ran.outcome).toMatchObject({ status: "FAILED", error: "convert.not_staged" });
    expect(messageOf(ran)).toContain("Step: CollectStaged\n");
    expect(messageOf(ran)).toContain("log-group/find-staged/");
  });
});

describe("the main machine's landing crawl", () => {
  const crawl = { StartLandingCrawler: [{}], GetLandingCrawler: [crawlerIs("READY")] };

  it("comes before the conversion, and its schema is reported", async () => {
    const ran = await run(main, crawled, { ...faultless, ...crawl, CompareSchema: [payload({ agrees: false })] });
    expect(ran.path.indexOf("CompareSchema")).toBeLessThan(ran.path.indexOf("ConvertDuckdb"));
    expect(ran.outcome.status).toBe("SUCCEEDED");
  });

  it("ends the run where it fails, and is named in the mail", async () => {
    const ran = await run(main, crawled, { ...faultless, ...crawl, GetLandingCrawler: [crawlerIs("READY", "FAILED")] });
    expect(ran.outcome).toMatchObject({ status: "FAILED", error: "Crawler.FAILED" });
    expect(messageOf(ran)).toContain("Step: StartLandingCrawler\n");
  });
});

describe("the main machine of one region", () => {
  it("publishes there and asks for no other", async () => {
    const ran = await run(oneRegion, input, faultless);
    expect(ran.path).toEqual(["Engine", "ConvertDuckdb", "Verify", "PublishNear", "IsPublished", "Published"]);
    expect(ran.outcome.output).toEqual({ run: input.run, read: 12, written: 10, rejected: 2, near: "published" });
  });

  it("fails with the region's error where that cannot publish", async () => {
    const ran = await run(oneRegion, input, { ...faultless, PublishNear: [nearFailure] });
    expect(ran.outcome).toEqual({ status: "FAILED", error: "NoSuchKey", cause: "Commit: gone (mailed)" });
  });
});

describe("the region machine", () => {
  const started = { run: input, staged };
  const committed = (status: string) =>
    payload({ status, files: 3, written: 10, rejected: 2, done: false, refresh: [] });
  const statements = [{ Sql: "DELETE FROM marts.m" }, { Sql: "INSERT INTO marts.m SELECT 1" }];
  const withSql = payload({
    status: "published",
    files: 3,
    written: 10,
    rejected: 2,
    done: false,
    refresh: statements,
  });
  const registered = payload({ partitions: 2, created: 1 });

  it("commits the verified manifest, then registers its partitions", async () => {
    const ran = await run(region, started, { Commit: [committed("published")], Register: [registered] });
    expect(ran.outcome).toEqual({ status: "SUCCEEDED", output: published });
    expect(ran.calls[0]?.arguments).toMatchObject({ Payload: { run: input, staged } });
    expect(ran.path.slice(-2)).toEqual(["Finish", "Published"]);
    expect(ran.calls.at(-1)?.arguments).toMatchObject({ Payload: { run: input, staged, finish: true } });
  });

  it("does nothing more where an earlier attempt had finished", async () => {
    const done = payload({ status: "finished", done: true, files: 3, written: 10, rejected: 2, refresh: [] });
    const ran = await run(region, started, { Commit: [done] });
    expect(ran.path).toEqual(["IsStaged", "Commit", "IsDone", "AlreadyPublished"]);
    expect(ran.outcome).toEqual({ status: "SUCCEEDED", output: { status: "finished", files: 3 } });
  });

  it("says in a failure's cause that whoever started it tells of it, where that asked for it", async () => {
    const answers = { Commit: [failure("NoSuchKey", '{"errorMessage":"gone"}')] };
    const ran = await run(region, { ...started, mark: " (told to csv-lake)" }, answers);
    expect(ran.outcome).toEqual({ status: "FAILED", error: "NoSuchKey", cause: "Commit: gone (told to csv-lake)" });
  });

  it("registers nothing where it was superseded", async () => {
    const ran = await run(region, started, { Commit: [committed("superseded")] });
    expect(ran.outcome).toEqual({ status: "SUCCEEDED", output: { status: "superseded", files: 0 } });
    expect(ran.path).not.toContain("Register");
  });

  it.each(["Commit", "Register"])("fails with the step and the message where %s fails", async (step) => {
    const answers = { Commit: [committed("published")], Register: [registered] };
    const ran = await run(region, started, { ...answers, [step]: [failure("NoSuchKey", '{"errorMessage":"gone"}')] });
    expect(ran.outcome).toEqual({ status: "FAILED", error: "NoSuchKey", cause: `${step}: gone` });
  });

  it("lets a crawler find the partitions of a dataset that asks for it", async () => {
    const answers = { Commit: [committed("published")], StartLakeCrawler: [{}], GetLakeCrawler: [crawlerIs("READY")] };
    const ran = await run(region, { ...started, run: crawled }, answers);
    expect(ran.outcome).toEqual({ status: "SUCCEEDED", output: published });
    expect(ran.path).not.toContain("Register");
  });

  it("runs the dataset's own SQL, one statement after the other, each to its end", async () => {
    const answers = {
      Commit: [withSql],
      Register: [registered],
      Refresh: [{ Id: "s-1" }, { Id: "s-2" }],
      DescribeRefresh: [{ Status: "STARTED" }, { Status: "FINISHED" }],
    };
    const ran = await run(region, started, answers);
    const asked = ran.calls.filter(({ state }) => /Refresh/.test(state)).map((call) => call.arguments);
    expect(asked).toEqual([statements[0], { Id: "s-1" }, { Id: "s-1" }, statements[1], { Id: "s-2" }]);
    expect(ran.outcome).toEqual({ status: "SUCCEEDED", output: published });
  });

  it.each(["FAILED", "ABORTED"])("fails with the warehouse's words where a statement ends as %s", async (Status) => {
    const DescribeRefresh = [{ Status, Error: "ERROR: relation does not exist" }];
    const answers = { Commit: [withSql], Register: [registered], Refresh: [{ Id: "s-1" }], DescribeRefresh };
    const ran = await run(region, started, answers);
    const cause = "Refresh: ERROR: relation does not exist";
    expect(ran.outcome).toEqual({ status: "FAILED", error: `Warehouse.${Status}`, cause });
    expect(ran.calls.filter(({ state }) => state === "Refresh")).toHaveLength(1);
  });

  it("fails at once where its region was not staged", async () => {
    const failed = { status: "failed", manifest: "", error: "NoSuchBucket", cause: "no bucket" };
    const ran = await run(region, { run: input, staged: failed });
    expect(ran.outcome).toEqual({ status: "FAILED", error: "NoSuchBucket", cause: "Convert: no bucket" });
    expect(ran.calls).toEqual([]);
  });
});
