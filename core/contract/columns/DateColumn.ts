import { SluiceError } from "../../errors.ts";
import { Column } from "./Column.ts";
import { specOf } from "./specOf.ts";

/** A date column, 0001-01-01 to 9999-12-31. In a row it is `YYYY-MM-DD`. */
export class DateColumn extends Column<string> {
  /**
   * @param format made of YYYY, MM or M, DD or D, each once, and of `-`, `/`, `.` and spaces between them
   * @throws SluiceError `contract.date_format` on any other format.
   */
  static of(format = "YYYY-MM-DD"): DateColumn {
    const parts = format.match(/YYYY|MM?|DD?/g) ?? [];
    const letters = parts.map((part) => part.charAt(0)).sort();
    const open = /(^|[^M])M([D]|$)|(^|[^D])D([MY])/.test(format) && !/[-/. ]/.test(format);
    if (letters.join("") !== "DMY" || !/^(YYYY|MM?|DD?|[-/. ])+$/.test(format) || open) {
      throw new SluiceError("contract.date_format", `Date format "${format}" is not understood`, {
        mend: "write YYYY, MM or M, and DD or D once each, with - / . or a space between them",
      });
    }
    return new DateColumn(specOf({ kind: "date", format }));
  }

  /** Rejects dates before `min` or after `max`, both inclusive, as `YYYY-MM-DD`. */
  between(min: string, max: string): this {
    return this.withRule({ rule: "between", min, max });
  }
}
