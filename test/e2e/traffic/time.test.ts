import { setTimeout } from "node:timers/promises";
import { ListExecutionsCommand } from "@aws-sdk/client-sfn";
import { describe, expect, it } from "vitest";
import type { Clock } from "../../../local/states/Clock.ts";
import { MovableClock } from "../../local/states/MovableClock.ts";
import { expectRows } from "./support/expectRows.ts";
import { trafficHost } from "./support/trafficHost.ts";

const limit = 600_000;

/** What a crawler waits for between a crawl's end and READY, in milliseconds; no machine waits so short. */
const stopping = 50;

/** Pauses take no time, and the time that they would take has passed; no crawler is ever ready again. */
class EndlessCrawls implements Clock {
  #passed = 0;

  now(): Date {
    return new Date(Date.now() + this.#passed);
  }

  async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    const isPause = milliseconds <= 60_000 && milliseconds !== stopping;
    await setTimeout(isPause ? 1 : 2 ** 31 - 1, undefined, signal === undefined ? {} : { signal });
    if (isPause) this.#passed += milliseconds;
  }
}

describe("a crawl of the raw files that never ends", () => {
  it(
    "is given up after an hour, and told of by name",
    async () => {
      await using traffic = await trafficHost(undefined, undefined, new EndlessCrawls());
      const { client } = traffic;
      const failed = await client.run({ year: 2024, month: 3, day: 12 });
      expect(failed).toMatchObject({ status: "FAILED", error: "Crawler.TIMED_OUT" });
      const mails = (await client.mails()).filter((mail) => mail.includes(failed.name));
      expect(mails).toHaveLength(1);
      expect(mails[0]).toContain(
        "Step: StartRawCrawler\nError: Crawler.TIMED_OUT\nCause: it is STOPPING after 3600 seconds\n",
      );
      expect(traffic.calls.filter(({ action }) => action === "glue:GetCrawler").length).toBeGreaterThan(1);
    },
    limit,
  );
});

describe("the schedule", () => {
  it(
    "files yesterday at three in the zone of the data, also where that day had 23 hours",
    async () => {
      const clock = new MovableClock("2024-04-01T00:59:00.000Z");
      await using traffic = await trafficHost(undefined, undefined, clock);
      const { client } = traffic;
      await client.deliver("2024-03-31", 1);
      await clock.advance(59_999);
      expect(await executions()).toEqual([]);
      await clock.advance(1);
      await expect.poll(executions, { timeout: 60_000, interval: 20 }).toHaveLength(1);
      const [executionArn = ""] = await executions();
      const ended = client.ended(executionArn);
      await pausesUntil(ended);
      expect(await ended).toMatchObject({ status: "SUCCEEDED", output: { days: ["2024-03-31"] } });
      expectRows(await client.rows(), client.modelRows("2024-03-31"));
      expect((await client.partitions()).size).toBe(23);
      expect(await client.mails()).toEqual([]);
      const starts = traffic.calls.filter(({ caller }) => /^traffic-daily-/.test(caller));
      expect(starts.map(({ action, status }) => [action, status])).toEqual([["states:StartExecution", 200]]);
      expect(await executions()).toEqual([executionArn]);

      async function executions(): Promise<string[]> {
        const { machine: stateMachineArn } = client.pipeline;
        const asked = new ListExecutionsCommand({ stateMachineArn });
        const { executions: found = [] } = await client.states.of(stateMachineArn).send(asked);
        return found.map(({ executionArn: arn = "" }) => arn);
      }

      /** Has pauses be over whenever all wait; what is longer than a pause is a time-out, or the next day's start. */
      async function pausesUntil(end: Promise<unknown>): Promise<void> {
        let isOver = false;
        const over = end.finally(() => {
          isOver = true;
        });
        while (!isOver) {
          await setTimeout(20);
          const { next } = clock;
          if (next !== undefined && next <= 30_000) await clock.advance(next);
        }
        await over;
      }
    },
    limit,
  );
});
