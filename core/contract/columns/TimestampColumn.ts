import { SluiceError } from "../../errors.ts";
import type { Disambiguation } from "../ColumnSpec.ts";
import { Column } from "./Column.ts";
import { specOf } from "./specOf.ts";

/** How a timestamp without an offset is read. */
export interface TimestampOptions {
  /** IANA zone of times without an offset: UTC, or one of the form Area/Place. @default "UTC" */
  zone?: string;
  /** What is done with a time that the zone skips or repeats. @default "reject" */
  disambiguation?: Disambiguation;
}

/** A timestamp column: an instant in UTC, to the microsecond. In a row it is `YYYY-MM-DDTHH:MM:SS.ffffffZ`. */
export class TimestampColumn extends Column<string> {
  /** @throws SluiceError `contract.unknown_zone` where the zone is not in the IANA database. */
  static of(options: TimestampOptions = {}): TimestampColumn {
    const { zone = "UTC", disambiguation = "reject" } = options;
    if (!isKnownZone(zone)) {
      throw new SluiceError("contract.unknown_zone", `Time zone "${zone}" is not known`, {
        mend: 'name an IANA zone such as "Europe/Brussels"',
      });
    }
    return new TimestampColumn(specOf({ kind: "timestamp", zone, disambiguation }));
  }

  /** Rejects instants before `min` or after `max`, both inclusive, as `YYYY-MM-DDTHH:MM:SS.ffffffZ`. */
  between(min: string, max: string): this {
    return this.withRule({ rule: "between", min, max });
  }
}

/** The runtime lists one name of each zone only, but reads them all: Asia/Kolkata beside Asia/Calcutta. */
function isKnownZone(zone: string): boolean {
  if (zone === "UTC") return true;
  if (!/^[A-Z][A-Za-z_]*\/[A-Za-z0-9_+/-]+$/.test(zone)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
