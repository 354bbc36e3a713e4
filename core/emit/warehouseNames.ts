/** The names by which SQL, policies and the contracts' own statements know a region's warehouse. */
export const warehouseNames = {
  /** The database of the warehouse. */
  database: "sluice",
  /** The external schema over the region's Glue database: committed rows and rejects. */
  lake: "lake",
  /** The schema that the datasets' own SQL writes to. */
  marts: "marts",
  /** The database role that reads. */
  reader: "sluice_reader",
  /** The database role that runs the datasets' `refresh`. */
  refresher: "sluice_refresher",
} as const;

/** A database role of the warehouse. */
export type DatabaseRole = typeof warehouseNames.reader | typeof warehouseNames.refresher;
