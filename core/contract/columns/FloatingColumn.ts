import { Column } from "./Column.ts";
import { specOf } from "./specOf.ts";

/** A real (IEEE 754 binary32) or double (binary64) column. */
export class FloatingColumn extends Column<number> {
  static of(kind: "real" | "double"): FloatingColumn {
    return new FloatingColumn(specOf({ kind, allowNaN: false }));
  }

  /** Rejects values below `min` or above `max`, both inclusive. */
  between(min: number, max: number): this {
    return this.withRule({ rule: "between", min, max });
  }

  /** Reads NaN, Infinity and -Infinity (in any case; inf too), which are otherwise rejected. */
  allowNaN(): this {
    const type = this.spec.type;
    return type.kind === "real" || type.kind === "double" ? this.withType({ ...type, allowNaN: true }) : this;
  }
}
