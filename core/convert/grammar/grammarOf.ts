import type { ColumnType } from "../../contract/ColumnSpec.ts";
import { booleanGrammar } from "./booleanGrammar.ts";
import { dateGrammar } from "./dateGrammar.ts";
import { decimalGrammar } from "./decimalGrammar.ts";
import { floatingGrammar } from "./floatingGrammar.ts";
import type { Grammar } from "./Grammar.ts";
import { integerGrammar } from "./integerGrammar.ts";
import { timestampGrammar } from "./timestampGrammar.ts";

/** The grammar of a column's type under a dialect's decimal separator; a varchar has none: any text is a value. */
export function grammarOf(type: ColumnType, separator: "." | ","): Grammar | null {
  switch (type.kind) {
    case "smallint":
    case "int":
    case "bigint":
      return integerGrammar;
    case "decimal":
      return decimalGrammar(separator);
    case "real":
    case "double":
      return floatingGrammar(separator, type.allowNaN);
    case "boolean":
      return booleanGrammar([...type.trueTokens, ...type.falseTokens]);
    case "date":
      return dateGrammar(type.format);
    case "timestamp":
      return timestampGrammar;
    case "varchar":
      return null;
  }
}
