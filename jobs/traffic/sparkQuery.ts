import { Dialect, transpile } from "@polyglot-sql/sdk";
import { SluiceError } from "../../core/errors.ts";

/**
 * A query of Athena's dialect in Spark's: run under `sparkSettings`, it has the same rows.
 * @throws SluiceError `traffic.not_spark` where it cannot be translated
 */
export function sparkQuery(query: string): string {
  const { success, sql, error } = transpile(query, Dialect.Trino, Dialect.Spark);
  const [translated, another] = sql ?? [];
  if (success && translated !== undefined && another === undefined) return translated;
  throw new SluiceError(
    "traffic.not_spark",
    `The query cannot be put into Spark's dialect: ${error ?? "it is not one"}`,
    {
      mend: "write it with functions that both have",
    },
  );
}
