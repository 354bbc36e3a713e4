import { createReadStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { CsvDialect } from "../../../core/contract/csv.ts";
import { dataset } from "../../../core/contract/dataset.ts";
import { t } from "../../../core/contract/t.ts";
import { sqlLiteral } from "../../../core/emit/sqlLiteral.ts";
import { convertFile } from "../../../jobs/duckdb/convertFile.ts";
import type { InferFile } from "./InferFile.ts";

/**
 * The fields of files as texts, as a query: a column `c0`, `c1`, ... for each of the headers, null where a file lacks it.
 * Records that no contract could read are left out.
 * @param source dialect of the samples
 * @param folder takes the texts, as Parquet
 */
export async function textsOf(
  files: readonly InferFile[],
  headers: readonly string[],
  source: CsvDialect,
  folder: string,
): Promise<string> {
  const selects = [`SELECT ${headers.map((_, index) => `NULL::VARCHAR AS c${index}`).join(", ")} WHERE false`];
  for (const [index, file] of files.entries()) {
    const own = join(folder, `texts-${index}`);
    await mkdir(own);
    const names = headers.map((header, at) => (file.headers.includes(header) ? `c${at}` : `NULL::VARCHAR AS c${at}`));
    for (const path of await parquetOf(file, headers, source, own)) {
      selects.push(`SELECT ${names.join(", ")} FROM read_parquet(${sqlLiteral(path)})`);
    }
  }
  return selects.join(" UNION ALL ");
}

async function parquetOf(
  file: InferFile,
  headers: readonly string[],
  dialect: CsvDialect,
  folder: string,
): Promise<string[]> {
  const columns = headers
    .map((header, index) => [`c${index}`, t.varchar(65_535).keepEmpty().from(header)] as const)
    .filter(([, { spec }]) => file.headers.includes(spec.header ?? ""));
  const contract = dataset("texts", { source: dialect, columns: Object.fromEntries(columns) });
  const source = async () => createReadStream(file.sample);
  const { files } = await convertFile({ contract, source, lineage: { source: file.name, run: "infer" }, folder });
  return files.filter(({ place }) => place.content === "rows").map(({ path }) => path);
}
