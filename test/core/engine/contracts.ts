import type { Contract } from "../../../core/contract/Contract.ts";
import type { Column } from "../../../core/contract/columns/Column.ts";
import { csv } from "../../../core/contract/csv.ts";
import { dataset } from "../../../core/contract/dataset.ts";
import { t } from "../../../core/contract/t.ts";

/** A contract of these columns: columnA, columnB, ... */
export function chosenContract(...columns: Column[]): Contract {
  const named = columns.map((column, index) => [`column${"ABCDEFGH".charAt(index)}`, column] as const);
  return dataset("chosen", { source: csv(), columns: Object.fromEntries(named) });
}

/** A contract that every engine can convert. */
export const suited: Contract = chosenContract(
  ...[t.smallint(), t.int(), t.real(), t.double(), t.boolean(), t.varchar(5), t.date(), t.timestamp()],
);

/** A contract whose rows a Spark function changes. */
export const transformed: Contract = dataset("changed", {
  source: csv(),
  columns: { id: t.int() },
  transform: "some_change",
  derived: { more: t.int() },
});
