import { closeSync, openSync, writeSync } from "node:fs";
import type { Tree } from "../lake/sqlTree.ts";
import { csvLine } from "./csvLine.ts";
import type { QuerySession } from "./QuerySession.ts";
import type { Outcome, QueryWork } from "./QueryWork.ts";
import { columnInfo, resultText } from "./resultValue.ts";
import { scannedBytes } from "./scannedBytes.ts";

/** Runs a query and puts its rows as CSV where its result belongs. */
export async function runSelect(tree: Tree, session: QuerySession, work: QueryWork): Promise<Outcome> {
  const { sql, scans } = await session.translate(tree);
  work.scanned(await scannedBytes(session.connection, sql, scans));
  const result = await session.connection.stream(sql);
  const types = result.columnTypes();
  const columns = result.columnNames().map((name, index) => columnInfo(name, types[index] ?? missing(name)));
  const { file } = work;
  const written = openSync(file, "w");
  try {
    writeSync(written, csvLine(columns.map(({ Name }) => Name)));
    for await (const rows of result.yieldRows()) {
      work.signal.throwIfAborted();
      const lines = rows.map((row) => csvLine(columns.map(({ Type }, index) => resultText(row[index] ?? null, Type))));
      writeSync(written, lines.join(""));
    }
  } finally {
    closeSync(written);
  }
  await session.lake.putFile(work.outputLocation, file);
  await session.lake.putText(`${work.outputLocation}.metadata`, JSON.stringify(columns));
  return { columns };
}

function missing(name: string): never {
  throw new Error(`the column ${name} has no type`);
}
