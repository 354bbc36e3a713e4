import type { Rule } from "./branching.ts";
import { type Condition, eq, ne, not, or, orElse } from "./conditions.ts";
import { compile, type Expr, exprOf, operand } from "./Expr.ts";
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
  /** Seconds that the crawler may take, waiting for another crawl included. @default as long as the execution */
  readonly longest?: number;
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
export function crawl<In, Out>(f: FlowBuilder<In, Out>, options: Crawl): void {
  const { name, crawler, resource, seconds = 2, longest } = options;
  const target = { arguments: { Name: crawler }, resources: [resource], retry: serviceRetries("Glue") };
  const running = "Glue.CrawlerRunningException";
  const late = lateness(f, options);
  const started = f.poll(
    `Is${name}CrawlerStarted`,
    {
      wait: `WaitFor${name}CrawlerToStart`,
      seconds,
      check: () =>
        f.attempt.task(`Start${name}Crawler`, { resource: "arn:aws:states:::aws-sdk:glue:startCrawler", ...target }),
    },
    (start) => orLate(not(eq(start.error.error, running)), late),
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
    (found) => orLate(eq(found.Crawler.State, "READY"), late),
  );
  const { State, LastCrawl } = crawled.Crawler;
  const { Status, ErrorMessage } = LastCrawl;
  const cause = text`${orElse(ErrorMessage, "no reason given")}`;
  const failed: Rule = [
    ne(Status, "SUCCEEDED"),
    () => f.raise({ step: started, error: text`Crawler.${Status}`, cause }),
  ];
  const rules = longest === undefined ? ([failed] as const) : ([tooLong(f, started, State, longest), failed] as const);
  f.choice(`Has${name}CrawlSucceeded`, rules);
}

/** Whether the crawler has taken longer than it may; undefined where it may take as long as it does. */
function lateness<In, Out>(f: FlowBuilder<In, Out>, { name, longest }: Crawl): Condition | undefined {
  if (longest === undefined) return undefined;
  const now = `$toMillis(${operand(f.context.State.EnteredTime)})`;
  const since = f.pass(`${name}CrawlBegins`, exprOf<number>(now, [], false));
  return exprOf(`${now} - ${operand(since)} > ${longest * 1000}`, compile(since).reads, false);
}

function orLate(condition: Condition, late: Condition | undefined): Condition {
  return late === undefined ? condition : or(condition, late);
}

function tooLong<In, Out, T>(f: FlowBuilder<In, Out>, started: Step<T>, state: Expr<string>, longest: number): Rule {
  const cause = text`it is ${state} after ${longest} seconds`;
  return [ne(state, "READY"), () => f.raise({ step: started, error: "Crawler.TIMED_OUT", cause })];
}
