import { readdirSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../../local/cli/folders.ts";
import type { Mutant } from "./Mutant.ts";
import { type Changed, mutantsOf } from "./mutantsOf.ts";

/** Who reads by the rules: the reference, whose readers are those of the inline engine too, or DuckDB by its SQL. */
export type Reader = "reference" | "duckdb";

/** Where the rules of what a record and a value are stand, by who reads by them. */
const rules: Readonly<Record<Reader, Readonly<Record<string, Changed>>>> = {
  reference: {
    "core/convert/grammar": { texts: "patterns", numbers: true, expressions: false },
    "core/convert/values": { texts: "patterns", numbers: false, expressions: true },
    "core/convert/frame": { texts: "patterns", numbers: false, expressions: true },
  },
  duckdb: {
    "core/convert/grammar": { texts: "patterns", numbers: true, expressions: false },
    "core/emit/duckdb": { texts: "SQL", numbers: false, expressions: true },
    "core/emit/sql": { texts: "SQL", numbers: false, expressions: true },
  },
};

/** Every mutant of the rules that a reader has. */
export function readerMutants(reader: Reader): Mutant[] {
  return Object.entries(rules[reader]).flatMap(([folder, changed]) =>
    readdirSync(join(projectFolder, folder))
      .sort()
      .flatMap((name) => mutantsOf(`${folder}/${name}`, changed)),
  );
}
