import { expectedWindow } from "../alert/expectedWindow.ts";
import { SluiceError } from "../errors.ts";
import type { Contract, ContractColumn } from "./Contract.ts";
import { checkColumn } from "./checkColumn.ts";
import { checkDrift } from "./checkDrift.ts";
import { checkTransform } from "./checkTransform.ts";
import { isDatasetName } from "./isDatasetName.ts";
import { namedParameters } from "./namedParameters.ts";
import { refuseRepeated } from "./refuseRepeated.ts";
import { tableColumns } from "./tableColumns.ts";

type Declared = Omit<Contract, "hash" | "$row">;

/**
 * Refuses, at definition, what the types of a contract cannot.
 * @throws SluiceError with a `contract.*` code that names the dataset, the column and the mend.
 */
export function checkContract(contract: Declared): void {
  checkName(contract);
  checkColumnNames(contract);
  for (const column of contract.columns) checkColumn(contract.name, column);
  checkTransform(contract);
  checkDrift(contract);
  checkColumnLists(contract);
  checkPartitions(contract);
  checkRejects(contract);
  checkWarehouse(contract);
  checkExpectEvery(contract);
}

function checkName({ name }: Declared): void {
  if (isDatasetName(name)) return;
  throw new SluiceError("contract.name", `Dataset name ${JSON.stringify(name)} is not allowed`, {
    mend: "use at most 40 lower-case letters, digits and underscores, a letter first",
  });
}

function checkColumnNames(contract: Declared): void {
  const { name: where, columns } = contract;
  if (columns.every(({ header }) => header === null)) {
    throw new SluiceError("contract.no_columns", "The contract has no columns", {
      where,
      mend: "declare at least one",
    });
  }
  for (const { key, header } of tableColumns(contract)) {
    if (header === null || /^[a-z][A-Za-z0-9]*$/.test(key)) continue;
    throw new SluiceError("contract.column_name", `Column "${key}" is not camelCase`, {
      where,
      mend: 'rename it and keep the header with .from("...")',
    });
  }
  refuseRepeated(
    where,
    "contract.header_collision",
    "header",
    columns.flatMap(({ header, formerHeaders }) => [header ?? [], formerHeaders].flat()),
  );
}

function checkColumnLists(contract: Declared): void {
  const { name: where, columns, key, sortBy } = contract;
  for (const [option, keys, from] of [
    ["key", key, columns],
    ["sortBy", sortBy, tableColumns(contract)],
  ] as const) {
    refuseRepeated(where, `contract.${option}_repeated`, `column in ${option}`, keys);
    for (const wanted of keys) columnOf(from, wanted, where, option);
  }
  const nullableKey = key.find((wanted) => columnOf(columns, wanted, where, "key").nullable);
  if (nullableKey !== undefined) {
    throw new SluiceError("contract.key_nullable", `Key column "${nullableKey}" is nullable`, {
      where,
      mend: "drop .nullable() or leave the column out of the key",
    });
  }
}

function checkPartitions(contract: Declared): void {
  const { name: where, columns, partitions } = contract;
  for (const partition of partitions) {
    const column = columnOf(columns, partition.column, where, "partitionBy");
    if (column.nullable) {
      throw new SluiceError("contract.partition_nullable", `Partition column "${column.key}" is nullable`, {
        where,
        mend: "drop .nullable() or partition by another column",
      });
    }
    if (column.type.kind !== "date" && column.type.kind !== "timestamp") {
      throw new SluiceError("contract.partition_type", `Partition column "${column.key}" is a ${column.type.kind}`, {
        where,
        mend: "partition by a date or timestamp column",
      });
    }
  }
  refuseRepeated(where, "contract.partition_collision", "partition or column name", [
    ...partitions.map((partition) => partition.name),
    ...tableColumns(contract).map((column) => column.name),
  ]);
}

function checkRejects({ name: where, rejects: { maxShare, minRows } }: Declared): void {
  if (maxShare >= 0 && maxShare <= 1 && Number.isInteger(minRows) && minRows >= 0) return;
  throw new SluiceError("contract.rejects", `rejects { maxShare: ${maxShare}, minRows: ${minRows} } is out of range`, {
    where,
    mend: "give a share from 0 to 1 and a whole number of rows",
  });
}

function checkWarehouse({ name: where, warehouse: { create, refresh } }: Declared): void {
  const allowed: Record<string, readonly string[]> = { create: [], refresh: ["source", "run"] };
  for (const [option, statements] of Object.entries({ create, refresh })) {
    const unknown = statements.flatMap(namedParameters).find((parameter) => !allowed[option]?.includes(parameter));
    if (unknown === undefined) continue;
    throw new SluiceError("contract.warehouse_parameter", `warehouse.${option} names :${unknown}, which has no value`, {
      where,
      mend: option === "refresh" ? "use :source and :run only" : "write the value into the statement",
    });
  }
}

function checkExpectEvery({ name: where, expectEvery }: Declared): void {
  if (expectEvery === undefined || expectedWindow({ expectEvery }) !== undefined) return;
  throw new SluiceError("contract.expect_every", `expectEvery ${JSON.stringify(expectEvery)} is no span of an alarm`, {
    where,
    mend: "give a whole number of minutes up to a day, or of hours or days up to 7 days",
  });
}

function columnOf(columns: readonly ContractColumn[], key: string, where: string, option: string): ContractColumn {
  const found = columns.find((column) => column.key === key);
  if (found) return found;
  throw new SluiceError("contract.unknown_column", `${option} names "${key}", which is not a column`, {
    where,
    mend: `name one of ${columns.map((column) => column.key).join(", ")}`,
  });
}
