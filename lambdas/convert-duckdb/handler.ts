import { convertFile } from "../../jobs/duckdb/convertFile.ts";
import { convertHandler } from "../shared/convertHandler.ts";
import { duckdbVersion } from "../shared/duckdbVersion.ts";
import { replayEngine } from "./replayEngine.ts";

/** Converts a source object by DuckDB, or the corrections of a replay, and stages it in every region. */
export const handler = convertHandler(
  convertFile,
  "duckdb",
  async () => ({ duckdb: await duckdbVersion() }),
  replayEngine,
);
