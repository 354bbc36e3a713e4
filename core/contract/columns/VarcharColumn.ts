import { SluiceError } from "../../errors.ts";
import { Column } from "./Column.ts";
import { specOf } from "./specOf.ts";

/** The widest varchar of Redshift, in bytes: https://docs.aws.amazon.com/redshift/latest/dg/r_Character_types.html */
const widest = 65_535;

/** A varchar(bytes) column. The length is in bytes of UTF-8; a longer value is rejected, as Spectrum would cut it. */
export class VarcharColumn extends Column<string> {
  /** @throws SluiceError `contract.varchar_size` where not 1 <= bytes <= 65535. */
  static of(bytes: number): VarcharColumn {
    if (!Number.isInteger(bytes) || bytes < 1 || bytes > widest) {
      throw new SluiceError("contract.varchar_size", `varchar(${bytes}) does not exist`, {
        mend: `choose a whole number of bytes from 1 to ${widest}`,
      });
    }
    return new VarcharColumn(specOf({ kind: "varchar", bytes, trim: false, keepEmpty: false }));
  }

  /** Trims spaces and tabs around the value, which a varchar keeps otherwise. */
  trim(): this {
    const type = this.spec.type;
    return type.kind === "varchar" ? this.withType({ ...type, trim: true }) : this;
  }

  /** Reads the empty field as an empty string, even where it is among the null tokens. */
  keepEmpty(): this {
    const type = this.spec.type;
    return type.kind === "varchar" ? this.withType({ ...type, keepEmpty: true }) : this;
  }

  /** Rejects values that are not in this list, compared exactly. */
  oneOf(values: readonly string[]): this {
    return this.withRule({ rule: "oneOf", values });
  }
}
