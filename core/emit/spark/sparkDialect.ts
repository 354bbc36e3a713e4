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
  startsWith: (text, part) => `startswith(${text}, ${part})`,
  endsWith: (text, part) => `endswith(${text}, ${part})`,
  trim: (text, characters) => `trim(BOTH ${characters} FROM ${text})`,
  emptyIsNull: false,
  fieldText: (raw) => raw,
  reads: {
    integer: integerSql,
    decimal: decimalSql,
    floating: floatingSql,
    boolean: booleanSql,
    date: dateSql,
    timestamp: timestampSql,
  },
};
