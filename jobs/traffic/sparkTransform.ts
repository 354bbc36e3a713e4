import { filledTransform } from "./filledTransform.ts";
import { sparkNames } from "./sparkNames.ts";
import { sparkQuery } from "./sparkQuery.ts";

/**
 * The transform in Spark's SQL, the same for any range: what is read of a range are the files of its hours, which is
 * all that `raw` then has, and the query's parameters are Spark's, by name.
 * @param transform text of `transform.sql`
 * @throws SluiceError `traffic.not_spark`, and what `filledTransform` throws
 * @see https://spark.apache.org/docs/3.5.6/api/python/reference/pyspark.sql/api/pyspark.sql.SparkSession.sql.html
 */
export function sparkTransform(transform: string): string {
  const { raw, locations, parameters } = sparkNames;
  const views = { raw: `"${raw}"`, locations: `"${locations}"`, arrivals: "TRUE" };
  return sparkQuery(filledTransform(transform, { ...views, ...Object.fromEntries(parameters.map(parameter)) }));
}

function parameter(name: string): [string, string] {
  return [name, `:${name}`];
}
