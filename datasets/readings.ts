import { csv } from "../core/contract/csv.ts";
import { dataset } from "../core/contract/dataset.ts";
import { t } from "../core/contract/t.ts";

/**
 * Readings of road-side sensors, with every column type. Its sample, `samples/readings-dirty.csv`, holds each reason
 * for which a record can be rejected. Crawlers keep its catalog.
 */
export const readings = dataset("readings", {
  source: csv({ delimiter: ";", decimal: ",", nulls: ["", "NA"] }),
  columns: {
    sensorId: t.varchar(12).trim(),
    takenAt: t.timestamp({ zone: "Europe/Brussels" }),
    installed: t.date({ format: "DD/MM/YYYY" }).nullable(),
    lane: t.smallint().between(1, 8),
    vehicles: t.int().between(0, 10_000).default(0),
    odometer: t.bigint().nullable(),
    speed: t.real().nullable(),
    occupancy: t.double().between(0, 100).nullable(),
    toll: t.decimal(9, 2).default("0.00"),
    axleLoad: t.decimal(5, 1).round("halfUp").nullable(),
    raining: t.boolean({ true: ["true", "yes", "ja"], false: ["false", "no", "nee"] }).nullable(),
    direction: t.varchar(5).oneOf(["north", "south", "east", "west"]).nullable(),
    note: t.varchar(40).keepEmpty(),
  },
  key: ["sensorId", "takenAt"],
  partitionBy: (c) => [c.takenAt.year(), c.takenAt.month(), c.takenAt.day()],
  sortBy: ["sensorId", "takenAt"],
  catalog: "crawl",
  expectEvery: "1 day",
});
