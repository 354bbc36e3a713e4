import type { Contract } from "../../core/contract/Contract.ts";
import { registry } from "../../datasets/registry.ts";

/** The datasets that crawlers catalogue. Their names are their prefixes in the landing bucket, and their tables. */
export function crawledDatasets(): Contract[] {
  return [...registry.values()].filter(({ catalog }) => catalog === "crawl");
}
