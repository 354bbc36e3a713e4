import type { ColumnMetadata } from "@aws-sdk/client-redshift-data";

/** A column of a result: its name, and what each format makes of its values. */
export interface ResultColumn {
  readonly name: string;
  /** The type of Redshift, as the Data API names it: `int8`, `numeric`. */
  readonly type: string;
  /** The type that it has in Parquet, as DuckDB writes it. */
  readonly parquet: string;
  /** What its values are in JSON: one rule a type, whatever the value. */
  readonly json: "number" | "boolean" | "string";
  readonly align: "left" | "right";
}

type Rule = Pick<ResultColumn, "parquet" | "json" | "align">;

const number = { json: "number", align: "right" } as const;
const exact = { json: "string", align: "right" } as const;
const text = { json: "string", align: "left" } as const;

/** A number of JSON holds 53 bits: what may need more is a string, always. */
const rules: ReadonlyMap<string, Rule> = new Map<string, Rule>(
  Object.entries({
    int2: { parquet: "SMALLINT", ...number },
    int4: { parquet: "INTEGER", ...number },
    int8: { parquet: "BIGINT", ...exact },
    float4: { parquet: "REAL", ...number },
    float8: { parquet: "DOUBLE", ...number },
    bool: { parquet: "BOOLEAN", json: "boolean", align: "left" },
    date: { parquet: "DATE", ...text },
    time: { parquet: "TIME", ...text },
    timestamp: { parquet: "TIMESTAMP", ...text },
    timestamptz: { parquet: "TIMESTAMPTZ", ...text },
  }),
);

/**
 * A column as the Data API describes it; types without a rule of their own, such as `varchar` and `super`, are text.
 * @see https://docs.aws.amazon.com/redshift-data/latest/APIReference/API_ColumnMetadata.html
 */
export function resultColumn(metadata: ColumnMetadata): ResultColumn {
  const { label, name = "", typeName: type = "varchar", precision, scale } = metadata;
  const rule =
    type === "numeric" ? numericRule(precision, scale) : (rules.get(type) ?? { parquet: "VARCHAR", ...text });
  return { name: label || name, type, ...rule };
}

function numericRule(precision = 0, scale = 0): Rule {
  const known = Number.isInteger(precision) && precision >= 1 && precision <= 38 && Number.isInteger(scale);
  return {
    parquet: known && scale >= 0 && scale <= precision ? `DECIMAL(${precision}, ${scale})` : "VARCHAR",
    ...exact,
  };
}
