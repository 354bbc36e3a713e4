import { csv } from "../../../../core/contract/csv.ts";
import { dataset } from "../../../../core/contract/dataset.ts";
import { t } from "../../../../core/contract/t.ts";

/** Lands compressed. */
export const parcels = dataset("parcels", {
  source: csv({ compression: "gzip" }),
  columns: { parcel: t.int(), contents: t.varchar(400) },
});

/** Lands as it is. */
export const digests = dataset("digests", { source: csv(), columns: { digest: t.varchar(64) } });
