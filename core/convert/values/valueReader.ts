import type { ColumnType } from "../../contract/ColumnSpec.ts";
import type { Converted } from "../Converted.ts";
import { booleanReader } from "./booleanReader.ts";
import { dateReader } from "./dateReader.ts";
import { decimalReader } from "./decimalReader.ts";
import { floatingReader } from "./floatingReader.ts";
import { integerReader } from "./integerReader.ts";
import { timestampReader } from "./timestampReader.ts";
import { varcharReader } from "./varcharReader.ts";

/** Reads texts that the type's grammar has let through: what is left is the calendar, the clock and the range. */
export function valueReader(type: ColumnType, separator: "." | ","): (text: string) => Converted {
  switch (type.kind) {
    case "smallint":
    case "int":
    case "bigint":
      return integerReader(type.kind);
    case "decimal":
      return decimalReader(type, separator);
    case "real":
    case "double":
      return floatingReader(type.kind, separator);
    case "boolean":
      return booleanReader(type);
    case "date":
      return dateReader(type.format);
    case "timestamp":
      return timestampReader(type);
    case "varchar":
      return varcharReader(type.bytes);
  }
}
