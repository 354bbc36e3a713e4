import { convertFile as duckdb } from "../../../../jobs/duckdb/convertFile.ts";
import { convertFile as inline } from "../../../../jobs/inline/convertFile.ts";
import type { ConvertFile } from "../../../../jobs/staging/ConvertFile.ts";

/** The engines that one function runs, by their names in a run. */
export const engines = { duckdb, inline } satisfies Readonly<Record<string, ConvertFile>>;
