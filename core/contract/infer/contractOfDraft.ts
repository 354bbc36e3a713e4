import type { ColumnType } from "../ColumnSpec.ts";
import type { Contract } from "../Contract.ts";
import type { Column } from "../columns/Column.ts";
import { dataset } from "../dataset.ts";
import { t } from "../t.ts";
import type { ColumnDraft, ContractDraft } from "./ContractDraft.ts";

/**
 * The contract that a draft's text declares.
 * @throws SluiceError `contract.*` as `dataset` does
 */
export function contractOfDraft({ name, source, columns }: ContractDraft): Contract {
  return dataset(name, {
    source,
    columns: Object.fromEntries(columns.map((column) => [column.key, builderOf(column)])),
  });
}

function builderOf({ type, nullable, header }: ColumnDraft): Column {
  const builder = typed(type).from(header);
  return nullable ? builder.nullable() : builder;
}

function typed(type: ColumnType): Column {
  switch (type.kind) {
    case "decimal":
      return t.decimal(type.precision, type.scale);
    case "varchar":
      return t.varchar(type.bytes);
    case "boolean":
      return t.boolean({ true: type.trueTokens, false: type.falseTokens });
    case "date":
      return t.date({ format: type.format });
    case "double":
    case "real":
      return type.allowNaN ? t[type.kind]().allowNaN() : t[type.kind]();
    default:
      return t[type.kind]();
  }
}
