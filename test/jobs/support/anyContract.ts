import fc from "fast-check";
import type { ColumnSpec } from "../../../core/contract/ColumnSpec.ts";
import type { Contract } from "../../../core/contract/Contract.ts";
import type { Column } from "../../../core/contract/columns/Column.ts";
import type { Drift } from "../../../core/contract/Drift.ts";
import { type DatasetOptions, dataset } from "../../../core/contract/dataset.ts";
import { anyDialect } from "./anyDialect.ts";
import { columnPools, type PoolName } from "./columnPools.ts";

type Columns = Record<string, Column>;

const pools = Object.keys(columnPools) as PoolName[];
const dateParts = [["year"], ["year", "month"], ["year", "month", "day"]] as const;

/**
 * A contract of one to six columns of any types, rules and defaults, under any of a few dialects, half of them with a
 * key, an order or partitions. Every second one has types alone that the inline engine writes.
 */
export function anyContract(): fc.Arbitrary<Contract> {
  const columns = fc.boolean().chain((isPlain) =>
    fc.array(
      columnFrom(
        pools.filter((pool) => !(isPlain && pool === "decimal")),
        isPlain,
      ),
      { minLength: 1, maxLength: 6, size: "max" },
    ),
  );
  return columns.chain((list) => {
    const named = Object.fromEntries(list.map((column, index) => keyed(column, "ABCDEF".charAt(index))));
    return fc.tuple(anyDialect(), orderOf(named), drifts).map(([source, order, drift]): Contract => {
      const drifting = source.header ? { drift } : {};
      return dataset("generated", { source, columns: named, ...order, ...drifting });
    });
  });
}

/** In every second contract none. */
const drifts = fc.constantFrom<Drift>(
  { added: "freeze", missing: "fail" },
  { added: "freeze", missing: "fail" },
  { added: "rescue", missing: "null" },
  { added: "evolve", missing: "null" },
);

/** Headers are not repeated. */
function keyed(column: Column, letter: string): [string, Column] {
  const { header } = column.spec;
  return [`column${letter}`, header === undefined ? column : column.from(header + letter, `old${letter}`)];
}

/** A pool is drawn first: they differ in size. */
function columnFrom(names: readonly PoolName[], isPlain: boolean): fc.Arbitrary<Column> {
  const some = (pool: PoolName) =>
    (columnPools[pool] as readonly Column[]).filter(({ spec }) => !(isPlain && spec.type.kind === "bigint"));
  const changes = fc.tuple(fc.boolean(), fc.nat({ max: 5 }), fc.constantFrom("Cost: Total $", " é ", "a,b", 'say "x"'));
  const column = fc.constantFrom(...names).chain((pool) => {
    const strict = some(pool).filter(({ spec }) => isStrict(spec));
    return fc.oneof(fc.constantFrom(...some(pool)), fc.constantFrom(...(strict.length === 0 ? some(pool) : strict)));
  });
  return fc.tuple(column, changes).map(([each, [isNullable, named, header]]) => {
    const nullable = isNullable && each.spec.default === undefined ? each.nullable() : each;
    return named === 0 ? nullable.from(header) : nullable;
  });
}

/** Whether texts that another column takes are rejected for a reason of the column's own. */
function isStrict({ type, rules }: ColumnSpec): boolean {
  if (rules.length > 0) return true;
  if (type.kind === "timestamp") return type.zone !== "UTC" && type.disambiguation === "reject";
  return type.kind === "decimal" && type.round === "none";
}

type Order = Pick<DatasetOptions<Columns>, "key" | "sortBy" | "partitionBy">;

function orderOf(columns: Columns): fc.Arbitrary<Order> {
  const all = Object.entries(columns);
  const certain = all.filter(([, { spec }]) => !spec.nullable);
  const dated = certain.flatMap(([name, { spec }]) =>
    spec.type.kind === "date" || spec.type.kind === "timestamp" ? [name] : [],
  );
  const partitioned = fc
    .tuple(fc.constantFrom("", ...dated), fc.constantFrom(...dateParts))
    .map(
      ([column, parts]): Order =>
        column === "" ? {} : { partitionBy: () => parts.map((part) => ({ column, part, name: part })) },
    );
  const order = fc.record({
    key: fc.shuffledSubarray(certain.map(([name]) => name)),
    sortBy: fc.shuffledSubarray(all.map(([name]) => name)),
  });
  return fc.oneof(
    fc.constant({}),
    fc.tuple(order, partitioned).map(([one, other]) => ({ ...one, ...other })),
  );
}
