import {
  type ColumnMetadata,
  type GetStatementResultResponse,
  paginateGetStatementResult,
  type RedshiftDataClient,
} from "@aws-sdk/client-redshift-data";
import { cellOf } from "./cellOf.ts";
import type { Result, ResultRow } from "./Result.ts";
import { type ResultColumn, resultColumn } from "./ResultColumn.ts";

/**
 * Opens the result of a statement that has finished; no more than one page of it is held at a time.
 * @see https://docs.aws.amazon.com/redshift-data/latest/APIReference/API_GetStatementResult.html
 */
export async function readResult(client: RedshiftDataClient, id: string): Promise<Result> {
  const pages = paginateGetStatementResult({ client }, { Id: id })[Symbol.asyncIterator]();
  const { value: first } = await pages.next();
  const metadata: readonly ColumnMetadata[] = first?.ColumnMetadata ?? [];
  const columns = metadata.map(resultColumn);
  return { columns, totalRows: Number(first?.TotalNumRows ?? 0), pages: rowsOf(first, pages, columns) };
}

async function* rowsOf(
  first: GetStatementResultResponse | undefined,
  rest: AsyncIterator<GetStatementResultResponse>,
  columns: readonly ResultColumn[],
): AsyncGenerator<readonly ResultRow[]> {
  for (let page = first; page !== undefined; page = (await rest.next()).value) {
    yield (page.Records ?? []).map((record) =>
      columns.map((column, index) => cellOf(record[index] ?? { isNull: true }, column)),
    );
  }
}
