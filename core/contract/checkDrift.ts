import { SluiceError } from "../errors.ts";
import type { Contract } from "./Contract.ts";

type Drifting = Pick<Contract, "name" | "source" | "drift" | "transform" | "catalog">;

/**
 * Refuses a drift option that cannot be kept.
 * @throws SluiceError `contract.drift_without_header`, `contract.evolve_transform` or `contract.evolve_crawl`
 */
export function checkDrift({ name: where, source, drift, transform, catalog }: Drifting): void {
  if (!source.header && (drift.added !== "freeze" || drift.missing !== "fail")) {
    throw new SluiceError("contract.drift_without_header", "Files without a header cannot drift", {
      where,
      mend: "drop the drift option, or give the files a header",
    });
  }
  if (drift.added !== "evolve") return;
  if (transform !== undefined) {
    throw new SluiceError("contract.evolve_transform", "A transform knows no column that a file adds", {
      where,
      mend: 'rescue added columns with drift: { added: "rescue" }',
    });
  }
  if (catalog === "crawl") {
    throw new SluiceError("contract.evolve_crawl", "A crawler of the lake adds partitions, and no columns", {
      where,
      mend: 'give the dataset catalog: "register", or rescue added columns with drift: { added: "rescue" }',
    });
  }
}
