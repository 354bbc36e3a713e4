import { csv } from "../../../../core/contract/csv.ts";
import { dataset } from "../../../../core/contract/dataset.ts";
import { t } from "../../../../core/contract/t.ts";

/** From a spreadsheet of western Europe. */
export const prices = dataset("prices", {
  source: csv({ delimiter: ";", decimal: ",", encoding: "windows-1252" }),
  columns: { article: t.varchar(40), price: t.double(), weight: t.real().nullable() },
});

/** From a spreadsheet that says "Unicode text". */
export const cities = dataset("cities", {
  source: csv({ delimiter: "\t", encoding: "utf-16" }),
  columns: { city: t.varchar(40), people: t.int() },
});

/** From a machine that names no columns. */
export const measures = dataset("measures", {
  source: csv({ header: false, delimiter: "|", quote: "'" }),
  columns: { takenOn: t.date(), level: t.double(), note: t.varchar(20).nullable() },
  partitionBy: (c) => [c.takenOn.year()],
});

/** From a program that tells of itself before and within the table, and writes quotes as C does. */
export const logbook = dataset("logbook", {
  source: csv({ skip: 2, comment: "#", escape: "\\" }),
  columns: { at: t.timestamp({ zone: "Europe/Brussels" }), said: t.varchar(60), level: t.smallint() },
});
