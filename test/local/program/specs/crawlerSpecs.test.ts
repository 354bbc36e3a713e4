import { describe, expect, it } from "vitest";
import { Graph } from "../../../../local/program/Graph.ts";
import { crawlerSpecs } from "../../../../local/program/specs/crawlerSpecs.ts";

const s3Targets = [{ path: "s3://landing/readings/" }];
const catalogTargets = [{ databaseName: "lake", tables: ["readings"] }];

function specOf(inputs: Record<string, unknown>) {
  const crawler = {
    urn: "urn",
    type: "aws:glue/crawler:Crawler",
    name: "crawler",
    parent: undefined,
    component: false,
    region: "eu-west-1",
    id: "crawler",
    inputs: { role: "arn:aws:iam::000000000000:role/r", databaseName: "Landed", ...inputs },
    outputs: { name: "crawler", arn: "arn:aws:glue:eu-west-1:000000000000:crawler/crawler" },
  };
  const program = { project: "p", stack: "s", accountId: "000000000000", defaultRegion: "eu-west-1", outputs: {} };
  return crawlerSpecs(new Graph({ ...program, resources: [crawler] }))[0];
}

describe("the crawlers of a program", () => {
  it("have AWS's defaults for what is left out", () => {
    expect(specOf({ s3Targets })).toMatchObject({
      databaseName: "landed",
      s3Targets: [{ path: "s3://landing/readings/", exclusions: [] }],
      schemaChangePolicy: { updateBehavior: "UPDATE_IN_DATABASE", deleteBehavior: "DEPRECATE_IN_DATABASE" },
      output: { inheritFromTable: false, mergeNewColumns: false, combineCompatibleSchemas: false },
    });
  });

  it("say in their configuration how they group and what partitions inherit", () => {
    const configuration = JSON.stringify({
      Version: 1.0,
      CrawlerOutput: {
        Partitions: { AddOrUpdateBehavior: "InheritFromTable" },
        Tables: { AddOrUpdateBehavior: "MergeNewColumns" },
      },
      Grouping: { TableGroupingPolicy: "CombineCompatibleSchemas", TableLevelConfiguration: 2 },
    });
    const output = { inheritFromTable: true, mergeNewColumns: true, combineCompatibleSchemas: true, tableLevel: 2 };
    expect(specOf({ s3Targets, configuration })).toMatchObject({ output });
  });

  it.each([
    ["no target", {}, "no S3 or catalog target"],
    ["targets of two kinds", { s3Targets, catalogTargets }, "a catalog target beside S3 targets"],
    ["a catalog target that may delete", { catalogTargets }, "a catalog target without deleteBehavior LOG"],
    ["a configuration that is no JSON", { s3Targets, configuration: "{" }, "configuration: "],
    ["an option of the configuration", { s3Targets, configuration: '{"Version":1.0,"Other":1}' }, "Other"],
    ["a classifier that is not declared", { s3Targets, classifiers: ["absent"] }, 'no CSV classifier named "absent"'],
    ["a schedule", { s3Targets, schedule: "cron(0 1 * * ? *)" }, "schedule"],
    ["a recrawl policy", { s3Targets, recrawlPolicy: { recrawlBehavior: "CRAWL_EVENT_MODE" } }, "recrawlPolicy"],
  ])("are refused with %s, which AWS refuses or the host does not honour", (_, inputs, what) => {
    expect(() => specOf(inputs)).toThrow(what);
  });
});
