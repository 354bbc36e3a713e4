import { csv } from "../core/contract/csv.ts";
import { dataset } from "../core/contract/dataset.ts";
import { t } from "../core/contract/t.ts";
import { birdstrikeColumns } from "./birdstrikeColumns.ts";

/**
 * The strikes of `birdstrikes`, each with how many its operator had in its month and the two before, and its cost as an
 * amount: by the transform `jobs/spark/transforms/strike_trends.py`, and so by Spark whatever the file's size.
 */
export const strikeTrends = dataset("strike_trends", {
  source: csv({ splittable: true }),
  columns: birdstrikeColumns,
  transform: "strike_trends",
  derived: {
    operatorStrikes3m: t.int(),
    costUsd: t.decimal(12, 2).nullable(),
  },
  partitionBy: (c) => [c.flightDate.year()],
  sortBy: ["operator", "flightDate", "airport"],
});
