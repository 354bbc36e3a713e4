import { csv } from "../core/contract/csv.ts";
import { dataset } from "../core/contract/dataset.ts";
import { t } from "../core/contract/t.ts";

/**
 * Measurements of Flanders' road loops as they arrive, a record a lane and minute, with the source's own field names.
 * Files lie by the hour of their arrival, in UTC and unpadded, whatever minutes their records tell of:
 * `traffic_raw/year=2024/month=3/day=30/hour=23/<name>.csv.gz`.
 *
 * What equipment could not measure is there too: no speed, or one below 0 or above 250 that codes the reason.
 * `bezettingsgraad` (occupancy) is the share of the minute, in percent, in which a vehicle stood over the loop; the
 * classes count vehicles by length, from cars (2) to lorries with trailers (5).
 */
export const trafficRaw = dataset("traffic_raw", {
  source: csv({ compression: "gzip" }),
  columns: {
    uniqueId: t.bigint(),
    originalTimestamp: t.timestamp(),
    currentSpeed: t.double().nullable(),
    bezettingsgraad: t.double().nullable(),
    trafficIntensityClass2: t.int().nullable(),
    trafficIntensityClass3: t.int().nullable(),
    trafficIntensityClass4: t.int().nullable(),
    trafficIntensityClass5: t.int().nullable(),
  },
  key: ["uniqueId", "originalTimestamp"],
  catalog: "crawl",
});
