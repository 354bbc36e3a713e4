import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Run } from "../../../core/commit/Run.ts";
import { registry } from "../../../datasets/registry.ts";
import type { CompareInput, CompareOutput } from "../../../lambdas/compare-schema/handler.ts";
import { runningHost } from "../../local/fixtures/runningHost.ts";
import { Crawling, crawlers, region } from "../../local/services/glue/crawling.ts";

const running = runningHost(crawlers);
const crawling = new Crawling(running);
let compare: (input: CompareInput) => Promise<CompareOutput>;

beforeAll(async () => {
  const file = readFileSync("node_modules/vega-datasets/data/birdstrikes.csv");
  await crawling.put("landing", "birdstrikes/birdstrikes.csv", file);
  vi.stubEnv("AWS_ENDPOINT_URL", running.host.endpoint);
  vi.stubEnv("AWS_REGION", region);
  vi.stubEnv("AWS_ACCESS_KEY_ID", "operator");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "local");
  vi.stubEnv("SLUICE_LANDING_DATABASE", "landed");
  vi.stubEnv("POWERTOOLS_LOG_LEVEL", "SILENT");
  ({ handler: compare } = await import("../../../lambdas/compare-schema/handler.ts"));
});
afterAll(() => vi.unstubAllEnvs());

function runOf(dataset: string): Run {
  const source = { bucket: "landing", key: `${dataset}/a.csv`, versionId: "v", size: 1, sequencer: "0A" };
  const contract = registry.get(dataset)?.hash ?? "";
  return { run: `${dataset}-1`, attempt: 0, dataset, contract, source, engine: "duckdb", catalog: "crawl" };
}

describe("the comparison of a crawled schema with its contract", () => {
  it("says that the files of birdstrikes are as the contract has them", async () => {
    await crawling.crawl("datasets");
    const agreed = { crawled: true, agrees: true, missing: [], added: [], types: [] };
    expect(await compare({ run: runOf("birdstrikes") })).toEqual(agreed);
  });

  it("names what a later file brought that the contract does not know or contradicts", async () => {
    const [header = "", first = ""] = readFileSync("node_modules/vega-datasets/data/birdstrikes.csv", "utf8").split(
      /\r?\n/,
    );
    const later = [`${header},Remark`, `${first},1`, `${first.replace(/[^,]*$/, "12.5")},2`].join("\n");
    await crawling.put("landing", "birdstrikes/later.csv", `${later}\n`);
    await crawling.crawl("datasets");
    const types = [{ column: "Speed IAS in knots", contract: "int", crawled: "double" }];
    const differing = { crawled: true, agrees: false, missing: [], added: ["remark"], types };
    expect(await compare({ run: runOf("birdstrikes") })).toEqual(differing);
  });

  it("answers that a dataset has not been crawled where it has no table", async () => {
    const nothing = { crawled: false, agrees: false, missing: [], added: [], types: [] };
    expect(await compare({ run: runOf("zipcodes") })).toEqual(nothing);
  });
});
