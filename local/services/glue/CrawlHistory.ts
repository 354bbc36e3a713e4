import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import type { CrawlCounts } from "./crawl/CrawlCounts.ts";

/** A crawl that has ended. */
export interface EndedCrawl {
  readonly id: string;
  readonly status: "SUCCEEDED" | "FAILED" | "CANCELLED";
  readonly errorMessage: string | undefined;
  /** Seconds since 1970. */
  readonly start: number;
  /** Seconds since 1970. */
  readonly end: number;
  readonly counts: CrawlCounts;
}

/** The crawls of one crawler: a line each of a file, so that the next host knows them. */
export class CrawlHistory {
  readonly #file: string;
  readonly #crawls: EndedCrawl[];

  constructor(file: string) {
    this.#file = file;
    mkdirSync(dirname(file), { recursive: true });
    const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
    this.#crawls = lines.slice(0, -1).map((line) => JSON.parse(line) as EndedCrawl);
  }

  /** Oldest first. */
  get crawls(): readonly EndedCrawl[] {
    return this.#crawls;
  }

  add(crawl: EndedCrawl): void {
    this.#crawls.push(crawl);
    appendFileSync(this.#file, `${JSON.stringify(crawl)}\n`);
  }
}
