import type { GlueColumn } from "../../core/emit/parquetTable.ts";

/** The columns of the result, partition keys excepted, in the order in which `transform.sql` selects them; types are Hive's. */
export const resultColumns: readonly GlueColumn[] = [
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
];

/** The result's partition keys, which are its last columns: parts of the local time of measurement, unpadded. */
export const resultPartitionKeys: readonly GlueColumn[] = ["year", "month", "day", "hour"].map((name) => ({
  name,
  type: "bigint",
}));
