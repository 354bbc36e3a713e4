import { csv } from "../core/contract/csv.ts";
import { dataset } from "../core/contract/dataset.ts";
import { t } from "../core/contract/t.ts";

/**
 * Wildlife strikes reported to the US Federal Aviation Administration: `birdstrikes.csv` of the npm package
 * vega-datasets, a work of the US government and so in the public domain. 10,000 rows, 1990 to 2002. After each commit
 * the warehouse counts its strikes and their cost by month.
 */
export const birdstrikes = dataset("birdstrikes", {
  source: csv(),
  columns: {
    airport: t.varchar(80).from("Airport Name"),
    aircraft: t.varchar(40).nullable().from("Aircraft Make Model"),
    damage: t.varchar(20).from("Effect Amount of damage"),
    flightDate: t.date().from("Flight Date"),
    operator: t.varchar(60).nullable().from("Aircraft Airline Operator"),
    originState: t.varchar(40).nullable().from("Origin State"),
    phaseOfFlight: t.varchar(20).nullable().from("Phase of flight"),
    wildlifeSize: t.varchar(10).nullable().from("Wildlife Size"),
    wildlifeSpecies: t.varchar(60).nullable().from("Wildlife Species"),
    timeOfDay: t.varchar(10).nullable().from("Time of day"),
    costOther: t.int().between(0, 100_000_000).nullable().from("Cost Other"),
    costRepair: t.int().between(0, 100_000_000).nullable().from("Cost Repair"),
    costTotal: t.int().between(0, 100_000_000).nullable().from("Cost Total $"),
    speedKnots: t.int().between(0, 1000).nullable().from("Speed IAS in knots"),
  },
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
