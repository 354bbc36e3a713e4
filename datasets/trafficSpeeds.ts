import type { GlueColumn } from "../core/emit/parquetTable.ts";

/**
 * The result of traffic: a row a location and minute, filed by the local hour of measurement. No file of it lands: it is
 * written by the query of jobs/traffic/transform.sql.
 */
export const trafficSpeeds: {
  /** Of the dataset and its table. */
  readonly name: string;
  /** Partition keys excepted, in the order in which the query selects them; types are Hive's. */
  readonly columns: readonly GlueColumn[];
  /** The query's last columns: parts of the local time of measurement, unpadded. */
  readonly partitionKeys: readonly GlueColumn[];
} = {
  name: "traffic_speeds",
  columns: [
    { name: "location", type: "string" },
    { name: "recorded_at", type: "timestamp" },
    { name: "current_speed", type: "double" },
    { name: "occupancy", type: "double" },
    { name: "lanes", type: "bigint" },
    { name: "previous_speed", type: "double" },
    { name: "traffic_intensity_class2", type: "bigint" },
    { name: "traffic_intensity_class3", type: "bigint" },
    { name: "traffic_intensity_class4", type: "bigint" },
    { name: "traffic_intensity_class5", type: "bigint" },
    { name: "avg_speed_3_minutes", type: "double" },
    { name: "avg_speed_20_minutes", type: "double" },
    { name: "traffic_jam_indicator", type: "int" },
    { name: "traffic_jam_indicator_long", type: "int" },
    { name: "speed_diff_indicator", type: "int" },
  ],
  partitionKeys: ["year", "month", "day", "hour"].map((name) => ({ name, type: "bigint" })),
};
