import type { Column } from "../../../core/contract/columns/Column.ts";
import { t } from "../../../core/contract/t.ts";

/** Zones on which the time zone data of Node and DuckDB agree; on others the job refuses to convert: see checkZones. */
const zones = [
  "UTC",
  "Europe/Brussels",
  "America/New_York",
  "Australia/Lord_Howe",
  "Asia/Tehran",
  "Pacific/Apia",
  "America/Sao_Paulo",
  "Pacific/Chatham",
];
const modes = ["reject", "earlier", "later", "compatible"] as const;

const timestamps = zones.flatMap((zone) =>
  modes.map((disambiguation): Column => t.timestamp({ zone, disambiguation })),
);

const decimals: Column[] = [
  t.decimal(9, 2),
  t.decimal(3, 0),
  t.decimal(4, 4),
  t.decimal(18, 9),
  t.decimal(38, 0),
  t.decimal(38, 38),
  t.decimal(38, 10),
  t.decimal(3, 1).between("-5.0", "5.5"),
  t.decimal(5, 2).default("1.50"),
].flatMap((column) => [column, column.round("halfUp")]);

/** Columns of each type, with each of its options. */
export const columnPools = {
  integer: [
    t.smallint(),
    t.int(),
    t.bigint(),
    t.int().between(-5, 1000),
    t.bigint().between(-(2n ** 62n), 2n ** 62n),
    t.smallint().default(7),
    t.smallint().between(3, 3),
  ],
  decimal: decimals,
  floating: [
    t.real(),
    t.double(),
    t.real().allowNaN(),
    t.double().allowNaN(),
    t.real().between(-1.5, 2.5),
    t.double().allowNaN().between(-0.1, 1e10),
    t.double().default(-0.5),
  ],
  boolean: [
    t.boolean(),
    t.boolean().default(true),
    t.boolean({ true: ["y", "k", "1", "."], false: ["n", "s", "0", "[a]"] }),
  ],
  date: [
    t.date(),
    t.date({ format: "DD/MM/YYYY" }),
    t.date({ format: "M/D/YYYY" }),
    t.date({ format: "YYYYMMDD" }),
    t.date({ format: "D.M.YYYY" }),
    t.date().between("2000-02-29", "2024-02-29"),
    t.date({ format: "DDMMYYYY" }).default("2020-02-29"),
  ],
  timestamp: [
    ...timestamps,
    t.timestamp().between("2000-01-01T00:00:00.000001Z", "2024-03-31T01:00:00.000000Z"),
    t.timestamp({ zone: "Asia/Tehran" }).default("2020-01-01T00:00:00.000000Z"),
  ],
  varchar: [
    t.varchar(3),
    t.varchar(12).trim(),
    t.varchar(6).keepEmpty(),
    t.varchar(20).oneOf(["a", "é", "it's", ""]),
    t.varchar(40).default("-"),
  ],
} as const satisfies Record<string, readonly Column[]>;

export type PoolName = keyof typeof columnPools;
