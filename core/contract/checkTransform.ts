import { SluiceError } from "../errors.ts";
import type { Contract, ContractColumn } from "./Contract.ts";
import { refuseRepeated } from "./refuseRepeated.ts";
import { tableColumns } from "./tableColumns.ts";

type Transformed = Pick<Contract, "name" | "columns" | "derived" | "transform">;

/**
 * Refuses a transform that no file can be named after, and derived columns that none adds, that have the name of another
 * column, or that say how text is read.
 * @throws SluiceError `contract.transform`, `contract.derived_without_transform`, `contract.derived_collision` or
 * `contract.derived_option`
 */
export function checkTransform(contract: Transformed): void {
  checkName(contract);
  const names = tableColumns(contract).map((column) => column.name);
  refuseRepeated(contract.name, "contract.derived_collision", "column", names);
  for (const column of contract.derived) checkOptions(contract.name, column);
}

function checkName({ name: where, derived, transform }: Transformed): void {
  const [first] = derived;
  if (transform === undefined && first === undefined) return;
  if (transform === undefined) {
    throw new SluiceError(
      "contract.derived_without_transform",
      `No transform adds the derived column "${first?.key}"`,
      {
        where,
        mend: "name a transform or drop derived",
      },
    );
  }
  if (/^[a-z][a-z0-9_]*$/.test(transform)) return;
  throw new SluiceError("contract.transform", `Transform ${JSON.stringify(transform)} is not a Python module's name`, {
    where,
    mend: "name a file of jobs/spark/transforms/ without its .py: lower-case letters, digits and underscores",
  });
}

/** What the type of a column says of how text is read, where its builder was told nothing. */
const unread: Readonly<Record<string, unknown>> = {
  round: "none",
  allowNaN: false,
  trueTokens: ["true"],
  falseTokens: ["false"],
  trim: false,
  keepEmpty: false,
  format: "YYYY-MM-DD",
  zone: "UTC",
  disambiguation: "reject",
};

function checkOptions(dataset: string, column: ContractColumn): void {
  const { key, header, default: filled, rules, type } = column;
  const told = [
    ...(header === key ? [] : ["from"]),
    ...(filled === undefined ? [] : ["default"]),
    ...rules.map(({ rule }) => rule),
    ...Object.entries(type).flatMap(([option, value]) => (isUnread(option, value) ? [] : [option])),
  ];
  if (told.length === 0) return;
  throw new SluiceError("contract.derived_option", `Derived column "${key}" says how text is read (${told[0]})`, {
    where: dataset,
    mend: "declare its type and .nullable() alone",
  });
}

function isUnread(option: string, value: unknown): boolean {
  return !(option in unread) || JSON.stringify(value) === JSON.stringify(unread[option]);
}
