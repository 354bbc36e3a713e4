import { SluiceError } from "../../errors.ts";
import { Column } from "./Column.ts";
import { specOf } from "./specOf.ts";

/** A date column, 0001-01-01 to 9999-12-31. In a row it is `YYYY-MM-DD`. */
export class DateColumn extends Column<string> {
  /**
   * @param format made of YYYY, MM or M, DD or D, each once, and of `-`, `/`, `.` and spaces between
   *   them; M and D, of one digit or two, have one on each inner side
   * @throws SluiceError `contract.date_format` on any other format.
   */
  static of(format = "YYYY-MM-DD"): DateColumn {
    const parts = format.match(/Y+|M+|D+/g) ?? [];
    const letters = parts.map((part) => part.charAt(0)).sort();
    const isWellFormed = /^(?:YYYY|MM?|DD?)(?:[-/. ]*(?:YYYY|MM?|DD?)){2}$/.test(format);
    const isAmbiguous = format.split(/[-/. ]+/).some(hasOpenPart);
    if (letters.join("") !== "DMY" || !isWellFormed || isAmbiguous) {
      throw new SluiceError("contract.date_format", `Date format ${JSON.stringify(format)} is not understood`, {
        mend: "write YYYY, MM or M, and DD or D once each, with - / . or a space between them and beside M and D",
      });
    }
    return new DateColumn(specOf({ kind: "date", format }));
  }

  /** Rejects dates before `min` or after `max`, both inclusive, as `YYYY-MM-DD`. */
  between(min: string, max: string): this {
    return this.withRule({ rule: "between", min, max });
  }
}

/** A part of one digit or two needs a separator on each inner side: `MD` would read 111 in two ways. */
function hasOpenPart(run: string): boolean {
  const parts = run.match(/Y+|M+|D+/g) ?? [];
  return parts.length > 1 && parts.some((part) => part.length === 1);
}
