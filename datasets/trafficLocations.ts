import { csv } from "../core/contract/csv.ts";
import { dataset } from "../core/contract/dataset.ts";
import { t } from "../core/contract/t.ts";

/**
 * Which measuring points are analysed, and which lanes are one location: a record a selected point. Points that it does
 * not name are left out. `zone` is the stretch of road, and direction, that a location is on.
 */
export const trafficLocations = dataset("traffic_locations", {
  source: csv(),
  columns: {
    uniqueId: t.bigint(),
    location: t.varchar(24),
    zone: t.varchar(24).nullable(),
  },
  key: ["uniqueId"],
  catalog: "crawl",
});
