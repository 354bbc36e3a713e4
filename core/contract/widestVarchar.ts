import type { ColumnType } from "./ColumnSpec.ts";

/** The widest text that Redshift Spectrum reads. */
export const widestVarchar: ColumnType = { kind: "varchar", bytes: 65_535, trim: false, keepEmpty: false };
