import { eq, ne, not, orElse } from "./conditions.ts";
import type { FlowBuilder } from "./FlowBuilder.ts";
import type { Reference } from "./references.ts";
import { serviceRetries } from "./serviceRetries.ts";
import type { Step } from "./steps.ts";
import { text } from "./text.ts";

/** A crawler as a flow names it, and how the states that run it are called. */
export interface Crawl {
  /** Of the states: `Lake` gives StartLakeCrawler, WaitForLakeCrawler and so on. */
  readonly name: string;
  /** The crawler's name. */
  readonly crawler: Reference<"setting">;
  /** The crawler's ARN, for the policy. */
  readonly resource: Reference<"resource">;
  /** Seconds between two looks at the crawler. @default 2 */
  readonly seconds?: number;
}

interface Crawler {
  Crawler: { State: string; LastCrawl: { Status: string; ErrorMessage?: string } };
}

/**
 * Runs a crawler to its end. One that already runs is waited for and then started anew, since it may have passed by what
 * this flow wrote. A crawl that does not succeed is an error of the start's state, `Crawler.<status>`; write it within a
 * rescue.
 * @see https://docs.aws.amazon.com/glue/latest/webapi/API_StartCrawler.html
 */
export function crawl<In, Out>(f: FlowBuilder<In, Out>, { name, crawler, resource, seconds = 2 }: Crawl): void {
  const target = { arguments: { Name: crawler }, resources: [resource], retry: serviceRetries("Glue") };
  const running = "Glue.CrawlerRunningException";
  const started = f.poll(
    `Is${name}CrawlerStarted`,
    {
      wait: `WaitFor${name}CrawlerToStart`,
      seconds,
      check: () =>
        f.attempt.task(`Start${name}Crawler`, { resource: "arn:aws:states:::aws-sdk:glue:startCrawler", ...target }),
    },
    (start) => not(eq(start.error.error, running)),
  );
  f.choice(`Was${name}CrawlerRefused`, [
    [
      eq(started.failed, true),
      () => f.raise({ step: started, error: started.error.error, cause: started.error.cause }),
    ],
  ]);
  const crawled: Step<Crawler> = f.poll(
    `Is${name}CrawlerReady`,
    {
      wait: `WaitFor${name}Crawler`,
      seconds,
      check: () =>
        f.task<Crawler>(`Get${name}Crawler`, { resource: "arn:aws:states:::aws-sdk:glue:getCrawler", ...target }),
    },
    (found) => eq(found.Crawler.State, "READY"),
  );
  const { Status, ErrorMessage } = crawled.Crawler.LastCrawl;
  f.choice(`Has${name}CrawlSucceeded`, [
    [
      ne(Status, "SUCCEEDED"),
      () =>
        f.raise({
          step: started,
          error: text`Crawler.${Status}`,
          cause: text`${orElse(ErrorMessage, "no reason given")}`,
        }),
    ],
  ]);
}
