import { csv } from "../../../core/contract/csv.ts";
import { dataset } from "../../../core/contract/dataset.ts";
import { t } from "../../../core/contract/t.ts";
import { fixed } from "./fixed.ts";

/** All of ASCII but the quote. */
const characters = Array.from({ length: 128 }, (_, code) => code).filter((code) => code !== 34);

/** Files whose headers are not their contracts'. */
export const driftCases = [
  fixed(
    "rescued fields of all control characters, quotes and backslashes, and null tokens that are left out",
    dataset("rescues", { source: csv({ nulls: ["NA"] }), columns: { a: t.int() }, drift: { added: "rescue" } }),
    '"b ""\\\u0001",a,c',
    ...characters.map((code) => `"\\u00ab${String.fromCharCode(code)}/é\u2028""",${code},NA`),
    ...[',1,""', '"NA",2,NA', '"\ufffd",3,x', `${"x".repeat(70_000)},4,`, `${"x".repeat(65_000)},5,`],
  ),
  fixed(
    "columns that a file adds, before and between its own, beside one that is missing",
    dataset("adds", {
      source: csv({ nulls: ["", "NA"] }),
      columns: { a: t.int(), b: t.varchar(3).nullable(), c: t.int().default(7) },
      drift: { added: "evolve", missing: "null" },
    }),
    "Total €,a,laneCount",
    ...['x,1,"y\nz"', "NA,2,", ' ,3,"\ufffd"', "1,x,2"],
  ),
];
