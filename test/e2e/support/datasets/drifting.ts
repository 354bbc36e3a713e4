import { csv } from "../../../../core/contract/csv.ts";
import { dataset } from "../../../../core/contract/dataset.ts";
import { t } from "../../../../core/contract/t.ts";

const source = csv({ nulls: ["", "NA"] });
const columns = {
  order: t.int().from("Order"),
  orderedOn: t.date(),
  note: t.varchar(40).nullable(),
};

/** What whoever says nothing has: the file is the contract's, in any order. */
export const frozen = dataset("orders_frozen", { source, columns });

/** Keeps what it does not know. */
export const rescued = dataset("orders_rescued", { source, columns, drift: { added: "rescue" } });

/** Bears files that lack columns. */
export const lenient = dataset("orders_lenient", {
  source,
  columns: { ...columns, pieces: t.smallint().default(1) },
  drift: { missing: "null" },
});

/** Whose columns have been renamed before. */
export const renamed = dataset("orders_renamed", {
  source,
  columns: { ...columns, customer: t.varchar(40).from("Customer name", "customer", "client") },
});

const evolving = { source, columns, drift: { added: "evolve" } } as const;

/** A table a test, since each grows. */
export const evolvedInline = dataset("orders_evolved_inline", evolving);
export const evolvedDuckdb = dataset("orders_evolved_duckdb", {
  ...evolving,
  partitionBy: (c) => [c.orderedOn.year()],
});
export const evolvedSpark = dataset("orders_evolved_spark", { ...evolving, partitionBy: (c) => [c.orderedOn.year()] });
export const evolvedAtOnce = dataset("orders_evolved_at_once", evolving);
export const evolvedLate = dataset("orders_evolved_late", evolving);
export const evolvedReplayed = dataset("orders_evolved_replayed", evolving);
