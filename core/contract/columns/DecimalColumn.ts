import { SluiceError } from "../../errors.ts";
import { Column } from "./Column.ts";
import { specOf } from "./specOf.ts";

/** A decimal(precision, scale) column. In a row it is a string with exactly `scale` fractional digits. */
export class DecimalColumn extends Column<string> {
  /** @throws SluiceError `contract.decimal_size` where not 1 <= precision <= 38 and 0 <= scale <= precision. */
  static of(precision: number, scale: number): DecimalColumn {
    const whole = Number.isInteger(precision) && Number.isInteger(scale);
    if (!whole || precision < 1 || precision > 38 || scale < 0 || scale > precision) {
      throw new SluiceError("contract.decimal_size", `decimal(${precision}, ${scale}) does not exist`, {
        mend: "choose a precision from 1 to 38 and a scale from 0 to the precision",
      });
    }
    return new DecimalColumn(specOf({ kind: "decimal", precision, scale, round: "none" }));
  }

  /** Rejects values below `min` or above `max`, both inclusive, written as decimal strings. */
  between(min: string, max: string): this {
    return this.withRule({ rule: "between", min, max });
  }

  /** Rounds excess fractional digits, halves away from zero, where they would otherwise be rejected. */
  round(mode: "halfUp"): this {
    const type = this.spec.type;
    return type.kind === "decimal" ? this.withType({ ...type, round: mode }) : this;
  }
}
