import { blanks } from "../../convert/grammar/blanks.ts";
import type { SqlDialect } from "../sql/SqlDialect.ts";
import { booleanSql } from "./booleanSql.ts";
import { dateSql } from "./dateSql.ts";
import { decimalSql } from "./decimalSql.ts";
import { floatingSql } from "./floatingSql.ts";
import { integerSql } from "./integerSql.ts";
import { sparkLiteral } from "./sparkLiteral.ts";
import { sparkType } from "./sparkType.ts";
import { timestampSql } from "./timestampSql.ts";

/** Spark 3.5's SQL, under `sparkSettings`. */
export const sparkDialect: SqlDialect = {
  literal: sparkLiteral,
  typeName: sparkType,
  contains: (text, part) => `contains(${text}, ${part})`,
  bytes: (text) => `octet_length(${text})`,
  fieldText,
  reads: {
    integer: integerSql,
    decimal: decimalSql,
    floating: floatingSql,
    boolean: booleanSql,
    date: dateSql,
    timestamp: timestampSql,
  },
};

/** A raw field is never NULL. It is trimmed only where there is something to trim, which is cheaper. */
function fieldText(raw: string, isTrimmed: boolean): string {
  if (!isTrimmed) return raw;
  const isBlank = Array.from(blanks, sparkLiteral).flatMap((blank) => [
    `startswith(${raw}, ${blank})`,
    `endswith(${raw}, ${blank})`,
  ]);
  return `CASE WHEN ${isBlank.join(" OR ")} THEN trim(BOTH ${sparkLiteral(blanks)} FROM ${raw}) ELSE ${raw} END`;
}
