import { csv } from "../core/contract/csv.ts";
import { dataset } from "../core/contract/dataset.ts";
import { birdstrikeColumns } from "./birdstrikeColumns.ts";

/**
 * Wildlife strikes reported to the US Federal Aviation Administration: `birdstrikes.csv` of the npm package
 * vega-datasets, a work of the US government and so in the public domain. 10,000 rows, 1990 to 2002. After each commit
 * the warehouse counts its strikes and their cost by month.
 */
export const birdstrikes = dataset("birdstrikes", {
  source: csv(),
  columns: birdstrikeColumns,
  partitionBy: (c) => [c.flightDate.year(), c.flightDate.month()],
  sortBy: ["flightDate", "airport"],
  warehouse: {
    create: [
      `CREATE TABLE IF NOT EXISTS marts.strikes_by_month (
  source varchar(1024) NOT NULL,
  year int NOT NULL,
  month int NOT NULL,
  strikes bigint NOT NULL,
  damaging bigint NOT NULL,
  cost bigint
)`,
    ],
    refresh: [
      "DELETE FROM marts.strikes_by_month WHERE source = :source",
      `INSERT INTO marts.strikes_by_month
SELECT _source, year, month, count(*), sum(CASE WHEN damage <> 'None' THEN 1 ELSE 0 END), sum(cost_total)
FROM lake.birdstrikes
WHERE _source = :source
GROUP BY _source, year, month`,
    ],
  },
});
