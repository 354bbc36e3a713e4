import validate from "asl-validator";
import { describe, expect, it } from "vitest";
import { crawl } from "../../../core/flow/crawl.ts";
import { flow } from "../../../core/flow/flow.ts";
import { resourceRef, settingRef } from "../../../core/flow/references.ts";
import { failure, run } from "../../local/states/fakeHost.ts";

const crawling = (options: { readonly longest?: number } = {}) =>
  flow<object, { crawled: boolean }>("crawled", (f) => {
    f.rescue(
      () => {
        crawl(f, { name: "Lake", crawler: settingRef("lake"), resource: resourceRef("lake"), ...options });
        f.succeed("Done", { crawled: true });
      },
      ({ error, cause }) => f.fail("Failed", { error, cause }),
    );
  });
const crawled = crawling();
const arn = "arn:aws:glue:eu-west-1:000000000000:crawler/lake-ab12";
const arns = { settings: { lake: "lake-ab12" }, resources: { lake: arn } };
const definition = crawled.toAsl(arns);
const is = (State: string, LastCrawl: object = {}) => ({ Crawler: { State, LastCrawl } });
const ready = is("READY", { Status: "SUCCEEDED" });
const busy = failure("Glue.CrawlerRunningException", "Crawler with name lake-ab12 has already started");

describe("crawl", () => {
  it("starts the crawler by its name and looks at it until it is ready", async () => {
    const ran = await run(
      definition,
      {},
      { StartLakeCrawler: [{}], GetLakeCrawler: [is("RUNNING"), is("STOPPING"), ready] },
    );
    expect(ran.outcome).toEqual({ status: "SUCCEEDED", output: { crawled: true } });
    expect(ran.calls[0]).toMatchObject({ arguments: { Name: "lake-ab12" } });
    expect(ran.sleeps).toEqual([2000, 2000]);
  });

  it("waits for a crawl that already runs, and then starts its own", async () => {
    const ran = await run(definition, {}, { StartLakeCrawler: [busy, busy, {}], GetLakeCrawler: [ready] });
    expect(ran.outcome.status).toBe("SUCCEEDED");
    expect(ran.calls.filter(({ state }) => state === "StartLakeCrawler")).toHaveLength(3);
  });

  it("fails where the crawler cannot be started", async () => {
    const ran = await run(
      definition,
      {},
      { StartLakeCrawler: [failure("Glue.EntityNotFoundException", "no crawler")] },
    );
    expect(ran.outcome).toEqual({ status: "FAILED", error: "Glue.EntityNotFoundException", cause: "no crawler" });
  });

  it.each(["FAILED", "CANCELLED"])("fails with the crawler's message where the crawl ends as %s", async (Status) => {
    const ended = is("READY", { Status, ErrorMessage: "denied" });
    const ran = await run(definition, {}, { StartLakeCrawler: [{}], GetLakeCrawler: [ended] });
    expect(ran.outcome).toEqual({ status: "FAILED", error: `Crawler.${Status}`, cause: "denied" });
  });

  it("fails where the crawler, or another crawl of it, takes longer than it may", async () => {
    const bounded = crawling({ longest: 5 }).toAsl(arns);
    const running = Array.from({ length: 4 }, () => is("RUNNING"));
    const never = await run(bounded, {}, { StartLakeCrawler: [{}], GetLakeCrawler: running });
    expect(never.outcome).toEqual({
      status: "FAILED",
      error: "Crawler.TIMED_OUT",
      cause: "it is RUNNING after 5 seconds",
    });
    const taken = await run(bounded, {}, { StartLakeCrawler: [busy, busy, busy, busy], GetLakeCrawler: [] });
    expect(taken.outcome).toMatchObject({ status: "FAILED", error: "Glue.CrawlerRunningException" });
    const inTime = await run(bounded, {}, { StartLakeCrawler: [{}], GetLakeCrawler: [is("RUNNING"), ready] });
    expect(inTime.outcome.status).toBe("SUCCEEDED");
  });

  it("says so where the crawler gives no message", async () => {
    const ended = is("READY", { Status: "FAILED" });
    const ran = await run(definition, {}, { StartLakeCrawler: [{}], GetLakeCrawler: [ended] });
    expect(ran.outcome.cause).toBe("no reason given");
  });

  it("needs to start and to get this crawler, and nothing else", () => {
    expect(crawled.policy(arns)).toEqual([
      { Effect: "Allow", Action: ["glue:StartCrawler"], Resource: [arn] },
      { Effect: "Allow", Action: ["glue:GetCrawler"], Resource: [arn] },
    ]);
  });

  it("is accepted by AWS's schema of the language", () => {
    expect(validate(definition).errors).toEqual([]);
  });
});
