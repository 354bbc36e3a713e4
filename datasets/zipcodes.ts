import { csv } from "../core/contract/csv.ts";
import { dataset } from "../core/contract/dataset.ts";
import { t } from "../core/contract/t.ts";

/** US postal codes: `zipcodes.csv` of the npm package vega-datasets (GeoNames, CC BY 4.0). 42,049 rows, unpartitioned. */
export const zipcodes = dataset("zipcodes", {
  source: csv(),
  columns: {
    zipCode: t.varchar(5).from("zip_code"),
    latitude: t.double().between(-90, 90),
    longitude: t.double().between(-180, 180),
    city: t.varchar(60),
    state: t.varchar(2),
    county: t.varchar(60).nullable(),
  },
  key: ["zipCode"],
  sortBy: ["state", "city"],
});
