import type { Content } from "../../core/commit/layout.ts";
import type { Contract } from "../../core/contract/Contract.ts";
import { partitionSql } from "../../core/emit/duckdb/partitionSql.ts";
import { sqlIdentifier } from "../../core/emit/sqlIdentifier.ts";
import { SluiceError } from "../../core/errors.ts";
import type { ParquetFile } from "../staging/ParquetFile.ts";
import { checkSchemas } from "./checkSchemas.ts";
import { type Database, openDatabase } from "./openDatabase.ts";
import { type ParquetColumn, parquetColumns } from "./parquetColumns.ts";

/**
 * Reads local Parquet files of a dataset back, every value of them, and requires what its contract says: columns by
 * name, type and order, no null where none may be, and rows that are of their file's partition.
 *
 * @returns the number of rows of each file, in the order given
 * @throws SluiceError `inspect.unreadable`, `inspect.schema`, `inspect.null` or `inspect.partition`, naming the file
 */
export async function inspect(contract: Contract, files: readonly ParquetFile[]): Promise<number[]> {
  await using database = await openDatabase();
  const rowsOf = new Map<string, number>();
  for (const content of ["rows", "rejects"] as const) {
    const ofContent = files.filter(({ place }) => place.content === content);
    if (ofContent.length === 0) continue;
    const paths = ofContent.map(({ path }) => path);
    const columns = parquetColumns(contract, content);
    await checkSchemas(database, paths, columns);
    const findings = await readFiles(database, contract, content, paths, columns);
    for (const file of ofContent) rowsOf.set(file.path, checkFile(contract, file, columns, findings.get(file.path)));
  }
  return files.map(({ path }) => rowsOf.get(path) ?? 0);
}

/** What reading a file found: its rows, the nulls of each column, the least and greatest of each partition value. */
type Finding = Readonly<Record<string, unknown>>;

async function readFiles(
  database: Database,
  contract: Contract,
  content: Content,
  paths: readonly string[],
  columns: readonly ParquetColumn[],
): Promise<Map<string, Finding>> {
  const names = columns.map(({ name }) => sqlIdentifier(name));
  const partitions = content === "rows" ? contract.partitions : [];
  const values = partitions.map((partition) => `, ${partitionSql(contract, partition)}`).join("");
  const found = [
    "count(*) AS _rows",
    `bit_xor(hash(${names.join(", ")})) AS _hash`,
    ...names.map((name, index) => `count(*) - count(${name}) AS _nulls${index}`),
    ...partitions.flatMap(({ name }, index) => [
      `min(${sqlIdentifier(name)}) AS _least${index}`,
      `max(${sqlIdentifier(name)}) AS _greatest${index}`,
    ]),
  ];
  const read = "read_parquet($paths, filename = '_path', hive_partitioning = false)";
  try {
    const rows = await database.rows(
      `SELECT _path, ${found.join(", ")} FROM (SELECT *${values} FROM ${read}) GROUP BY _path`,
      { paths },
    );
    return new Map(rows.map((row) => [String(row._path), row]));
  } catch (cause) {
    throw new SluiceError("inspect.unreadable", "A Parquet file cannot be read back", {
      where: contract.name,
      mend: `convert the source again (${cause instanceof Error ? cause.message : cause})`,
      cause,
    });
  }
}

function checkFile(
  contract: Contract,
  { path, place }: ParquetFile,
  columns: readonly ParquetColumn[],
  finding: Finding | undefined,
): number {
  if (finding === undefined) return 0;
  const nullColumn = columns.find(({ nullable }, index) => !nullable && Number(finding[`_nulls${index}`]) > 0);
  if (nullColumn !== undefined) {
    throw new SluiceError("inspect.null", `Column "${nullColumn.name}" holds a null`, { where: path, mend });
  }
  if (place.content === "rows") checkPartition(contract, path, place.partition, finding);
  return Number(finding._rows);
}

const mend = "convert the source again";

function checkPartition(
  { partitions }: Contract,
  path: string,
  expected: ParquetFile["place"]["partition"],
  finding: Finding,
): void {
  const found = (edge: string) =>
    partitions.map(({ name }, index) => `${name}=${finding[`${edge}${index}`]}`).join("/");
  const wanted = expected.map(([name, value]) => `${name}=${value}`).join("/");
  const other = ["_least", "_greatest"].map(found).find((partition) => partition !== wanted);
  if (other === undefined) return;
  throw new SluiceError("inspect.partition", `The file of partition ${wanted} holds rows of ${other}`, {
    where: path,
    mend,
  });
}
