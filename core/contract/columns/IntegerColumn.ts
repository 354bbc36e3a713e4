import { Column } from "./Column.ts";
import { specOf } from "./specOf.ts";

/** A smallint (16 bits), int (32 bits) or bigint (64 bits) column; values outside the type's range are rejected. */
export class IntegerColumn<V extends number | bigint = number | bigint> extends Column<V> {
  static of<V extends number | bigint>(kind: "smallint" | "int" | "bigint"): IntegerColumn<V> {
    return new IntegerColumn<V>(specOf({ kind }));
  }

  /** Rejects values below `min` or above `max`, both inclusive. */
  between(min: V, max: V): this {
    return this.withRule({ rule: "between", min, max });
  }
}
