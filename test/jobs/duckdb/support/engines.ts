import type { Engine } from "../../../../core/commit/Run.ts";
import { convertFile as duckdb } from "../../../../jobs/duckdb/convertFile.ts";
import { convertFile as inline } from "../../../../jobs/inline/convertFile.ts";
import type { ConvertFile } from "../../../../jobs/staging/ConvertFile.ts";

/** Every engine, by its name in a run. */
export const engines: Readonly<Record<Engine, ConvertFile>> = { duckdb, inline };
