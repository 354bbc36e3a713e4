import { booleanGrammar } from "../../convert/grammar/booleanGrammar.ts";
import { dateGrammar } from "../../convert/grammar/dateGrammar.ts";
import { decimalGrammar } from "../../convert/grammar/decimalGrammar.ts";
import { floatingGrammar } from "../../convert/grammar/floatingGrammar.ts";
import { integerGrammar } from "../../convert/grammar/integerGrammar.ts";
import { timestampGrammar } from "../../convert/grammar/timestampGrammar.ts";
import { booleanTokens } from "./booleanTokens.ts";
import { dateFormats } from "./dateFormats.ts";

const month = "(?:[jJ]an|[fF]eb|[mM]ar|[aA]pr|[mM]ay|[jJ]un|[jJ]ul|[aA]ug|[sS]ep|[oO]ct|[nN]ov|[dD]ec)[a-z]*";

/**
 * What a column's texts are counted by, each matched as a whole: the grammars of the types; what tells types apart that
 * one grammar serves; and what people take for a number, a date or a time though no type reads it.
 */
export const patterns: Readonly<Record<string, string>> = {
  integer: integerGrammar.source,
  leadingZero: "[+-]?0[0-9]+",
  plus: "[+][0-9]+",
  zeroOrOne: "[01]",

  "decimal.": decimalGrammar(".").source,
  "decimal,": decimalGrammar(",").source,
  "cents.": "[+-]?[0-9]*[.][0-9]{2}",
  "cents,": "[+-]?[0-9]*[,][0-9]{2}",
  "floating.": floatingGrammar(".", false).source,
  "floating,": floatingGrammar(",", false).source,
  "notFinite.": floatingGrammar(".", true).source,
  "notFinite,": floatingGrammar(",", true).source,

  timestamp: timestampGrammar.source,
  zoned: "[^\\n]*[:.][0-9]+(?:[zZ]|[+-][0-9]{2}(?::?[0-9]{2})?)",
  ...Object.fromEntries(booleanTokens.map((tokens) => [tokens.join(), booleanGrammar(tokens).source])),
  ...Object.fromEntries(dateFormats.map((format) => [format, dateGrammar(format).source])),

  grouped: "[+-]?[0-9]{1,3}(?:[,][0-9]{3})+(?:[.][0-9]+)?|[+-]?[0-9]{1,3}(?:[. ][0-9]{3})+(?:[,][0-9]+)?",
  marked: "[+-]?(?:[$€£¥] ?[+-]?[0-9][0-9.,]*|[0-9][0-9.,]* ?[%$€£¥])",
  finerTime: "[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9:]{5,8}[.][0-9]{7,}[^\\n]*",
  otherTime: "[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}[ T,]+[0-9]{1,2}:[0-9]{2}[^\\n]*",
  shortYear: "[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{2}",
  namedMonth: `${month}[ .,-]+[0-9][^\\n]*|[0-9]{1,2}[ .-]+${month}[^\\n]*`,
};
