import { z } from "zod";
import { AwsError } from "../kernel/AwsError.ts";
import type { Call } from "../kernel/Call.ts";
import type { JsonOperations } from "../kernel/JsonService.ts";
import { readInput } from "../kernel/readInput.ts";
import type { GlueObject } from "./CatalogStore.ts";
import { type Crawler, crawlerLogGroup } from "./Crawler.ts";
import type { EndedCrawl } from "./CrawlHistory.ts";
import { pageOf } from "./pageOf.ts";

const named = z.object({ Name: z.string() });
const ofCrawler = z.object({ CrawlerName: z.string() });
const metrics = z.object({ CrawlerNameList: z.array(z.string()).max(100).default([]) });

/**
 * The operations on crawlers, which are those that the program declares.
 * @see https://docs.aws.amazon.com/glue/latest/dg/aws-glue-api-crawler-crawling.html
 */
export function crawlerOperations(crawlers: readonly Crawler[]): JsonOperations {
  const inRegion = ({ region }: Call) => crawlers.filter(({ spec }) => spec.region === region);
  const found = (action: string, name: string, call: Call) => {
    const crawler = inRegion(call).find(({ spec }) => spec.name === name);
    call.asks(`glue:${action}`, crawler?.spec.arn ?? "*");
    if (crawler !== undefined) return crawler;
    throw new AwsError("EntityNotFoundException", `Crawler with name ${name} does not exist`);
  };
  return {
    StartCrawler: (input, call) => found("StartCrawler", readInput(named, input).Name, call).start(),
    StopCrawler: (input, call) => found("StopCrawler", readInput(named, input).Name, call).stop(),
    GetCrawler: (input, call) => ({ Crawler: crawlerObject(found("GetCrawler", readInput(named, input).Name, call)) }),
    GetCrawlers: (input, call) => {
      call.asks("glue:GetCrawlers", "*");
      const { items, NextToken } = pageOf(inRegion(call), input);
      return { Crawlers: items.map(crawlerObject), NextToken };
    },
    GetCrawlerMetrics: (input, call) => {
      const { CrawlerNameList: names } = readInput(metrics, input);
      call.asks("glue:GetCrawlerMetrics", "*");
      const asked = inRegion(call).filter(({ spec }) => names.length === 0 || names.includes(spec.name));
      const { items, NextToken } = pageOf(asked, input);
      return { CrawlerMetricsList: items.map(metricsObject), NextToken };
    },
    ListCrawls: (input, call) => {
      const { history, spec } = found("ListCrawls", readInput(ofCrawler, input).CrawlerName, call);
      const { items, NextToken } = pageOf(history.crawls.toReversed(), input);
      return { Crawls: items.map((crawl) => crawlObject(spec.name, crawl)), NextToken };
    },
  };
}

/** @see https://docs.aws.amazon.com/glue/latest/webapi/API_Crawler.html */
function crawlerObject({ spec, state, running, history, created }: Crawler): GlueObject {
  const last = history.crawls.at(-1);
  return {
    Name: spec.name,
    Role: spec.roleArn.split("/").at(-1),
    DatabaseName: spec.databaseName,
    Targets: {
      S3Targets: spec.s3Targets.map(({ path, exclusions }) => ({ Path: path, Exclusions: exclusions })),
      CatalogTargets: spec.catalogTargets.map((target) => ({
        DatabaseName: target.databaseName,
        Tables: target.tables,
      })),
    },
    TablePrefix: spec.tablePrefix,
    SchemaChangePolicy: {
      UpdateBehavior: spec.schemaChangePolicy.updateBehavior,
      DeleteBehavior: spec.schemaChangePolicy.deleteBehavior,
    },
    RecrawlPolicy: { RecrawlBehavior: "CRAWL_EVERYTHING" },
    Configuration: spec.configuration,
    State: state,
    CrawlElapsedTime: running === undefined ? 0 : Math.round(Date.now() - running.start * 1000),
    CreationTime: created,
    LastUpdated: created,
    LastCrawl: last && {
      Status: last.status,
      ErrorMessage: last.errorMessage,
      StartTime: last.start,
      ...logOf(spec.name, last),
    },
    Version: 1,
  };
}

/** @see https://docs.aws.amazon.com/glue/latest/webapi/API_CrawlerMetrics.html */
function metricsObject({ spec, running, history }: Crawler): GlueObject {
  const seconds = history.crawls.map(({ start, end }) => end - start);
  const counts = history.crawls.at(-1)?.counts;
  return {
    CrawlerName: spec.name,
    StillEstimating: running !== undefined,
    TimeLeftSeconds: 0,
    LastRuntimeSeconds: seconds.at(-1) ?? 0,
    MedianRuntimeSeconds: seconds.toSorted((a, b) => a - b)[Math.floor(seconds.length / 2)] ?? 0,
    TablesCreated: counts?.tablesCreated ?? 0,
    TablesUpdated: counts?.tablesUpdated ?? 0,
    TablesDeleted: counts?.tablesDeleted ?? 0,
  };
}

const historyStates = { SUCCEEDED: "COMPLETED", FAILED: "FAILED", CANCELLED: "STOPPED" } as const;

/** @see https://docs.aws.amazon.com/glue/latest/webapi/API_CrawlerHistory.html */
function crawlObject(name: string, crawl: EndedCrawl): GlueObject {
  const { tablesCreated, tablesUpdated, tablesDeleted, ...partitions } = crawl.counts;
  return {
    CrawlId: crawl.id,
    State: historyStates[crawl.status],
    StartTime: crawl.start,
    EndTime: crawl.end,
    ErrorMessage: crawl.errorMessage,
    Summary: JSON.stringify({
      TABLE: { ADD: tablesCreated, UPDATE: tablesUpdated, DELETE: tablesDeleted },
      PARTITION: {
        ADD: partitions.partitionsCreated,
        UPDATE: partitions.partitionsUpdated,
        DELETE: partitions.partitionsDeleted,
      },
    }),
    ...logOf(name, crawl),
  };
}

function logOf(name: string, { id }: EndedCrawl): GlueObject {
  return { LogGroup: crawlerLogGroup, LogStream: name, MessagePrefix: id };
}
