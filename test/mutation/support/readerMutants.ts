import { readdirSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../../local/cli/folders.ts";
import type { Mutant } from "./Mutant.ts";
import { type Changed, mutantsOf } from "./mutantsOf.ts";

/**
 * Who reads by the rules: the reference, whose readers are those of the inline engine too, DuckDB and Spark by their SQL,
 * and Python, which cuts the records that Spark is given.
 */
export type Reader = Converting | "spark" | "python";

/** Those whose mutants convert whole files in a process. */
export type Converting = "reference" | "duckdb";

const grammar: Changed = { texts: "patterns", numbers: true, expressions: false };
const code: Changed = { texts: "patterns", numbers: false, expressions: true };
const sql: Changed = { texts: "SQL", numbers: false, expressions: true };

/** Where the rules of what a record and a value are stand, by who reads by them. */
const rules: Readonly<Record<Reader, Readonly<Record<string, Changed>>>> = {
  reference: { "core/convert/grammar": grammar, "core/convert/values": code, "core/convert/frame": code },
  duckdb: {
    "core/convert/grammar": grammar,
    "core/convert/frame": code,
    "core/emit/duckdb": sql,
    "core/emit/sql": sql,
  },
  python: { "jobs/spark/sluice_spark": code },
  spark: { "core/convert/grammar": grammar, "core/emit/spark": sql, "core/emit/sql": sql },
};

/** Modules of Python that say what a record is. */
const framing = ["decode.py", "fields.py", "frame.py", "frame_slowly.py", "open_file.py", "ranges.py", "split.py"];

/** Files beside the rules that say nothing of what a value is: settings of a session, and what is done with values. */
const others = ["sparkIdentifier.ts", "sparkPlan.ts", "sparkSettings.ts", "zoneProbes.ts"];

/** Every mutant of the rules that a reader has. */
export function readerMutants(reader: Reader): Mutant[] {
  return Object.entries(rules[reader]).flatMap(([folder, changed]) =>
    readdirSync(join(projectFolder, folder))
      .filter((name) => (reader === "python" ? framing.includes(name) : !others.includes(name)))
      .sort()
      .flatMap((name) => mutantsOf(`${folder}/${name}`, changed)),
  );
}
