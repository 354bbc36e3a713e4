import type { Database } from "./openDatabase.ts";

/** Errors by reason of the table `rejects`, the most frequent first; a record may have several. */
export async function countReasons(database: Database): Promise<Record<string, number>> {
  const counted = await database.rows(
    `SELECT error.reason AS reason, count(*) AS number
     FROM (SELECT unnest(errors) AS error FROM rejects) GROUP BY ALL ORDER BY number DESC, reason`,
  );
  return Object.fromEntries(counted.map(({ reason, number }) => [String(reason), Number(number)]));
}
