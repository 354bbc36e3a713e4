import { describe, expectTypeOf, it } from "vitest";
import { csv } from "../../../core/contract/csv.ts";
import { dataset } from "../../../core/contract/dataset.ts";
import { t } from "../../../core/contract/t.ts";

const source = csv();
const columns = {
  sensorId: t.varchar(12),
  takenAt: t.timestamp(),
  installed: t.date().nullable(),
  lane: t.smallint().between(1, 8),
  odometer: t.bigint(),
  speed: t.double().nullable(),
  toll: t.decimal(9, 2).default("0.00"),
  raining: t.boolean(),
};
const readings = dataset("readings", { source, columns });

describe("a row's type", () => {
  it("is inferred from the columns", () => {
    expectTypeOf<typeof readings.$row>().toEqualTypeOf<{
      sensorId: string;
      takenAt: string;
      installed: string | null;
      lane: number;
      odometer: bigint;
      speed: number | null;
      toll: string;
      raining: boolean;
    }>();
  });

  it("refuses a value of another type, a null where none is, and an unknown column", () => {
    const row = {} as typeof readings.$row;
    // @ts-expect-error a varchar is a string
    row.sensorId = 1;
    // @ts-expect-error a bigint is a bigint
    row.odometer = 1;
    // @ts-expect-error a decimal is a string
    row.toll = 1.5;
    // @ts-expect-error the column is not nullable
    row.lane = null;
    // @ts-expect-error there is no such column
    row.colour = "red";
    row.speed = null;
  });
});

describe("partitionBy", () => {
  it("takes dates and timestamps that are never null", () => {
    dataset("d", { source, columns, partitionBy: (c) => [c.takenAt.year(), c.takenAt.month(), c.takenAt.day()] });
    dataset("d", { source, columns: { day: t.date() }, partitionBy: (c) => [c.day.year()] });
  });

  it("refuses an unknown column, another type, a nullable column and an unknown part", () => {
    // @ts-expect-error there is no such column
    dataset("d", { source, columns, partitionBy: (c) => [c.colour.year()] });
    // @ts-expect-error a varchar has no year
    dataset("d", { source, columns, partitionBy: (c) => [c.sensorId.year()] });
    // @ts-expect-error a smallint has no year
    dataset("d", { source, columns, partitionBy: (c) => [c.lane.year()] });
    // @ts-expect-error the column is nullable
    dataset("d", { source, columns, partitionBy: (c) => [c.installed.year()] });
    // @ts-expect-error there is no such part
    dataset("d", { source, columns, partitionBy: (c) => [c.takenAt.week()] });
    // @ts-expect-error a column is no partition
    dataset("d", { source, columns, partitionBy: () => ["takenAt"] });
  });
});

describe("sortBy and key", () => {
  it("take columns of the dataset and no others", () => {
    dataset("d", { source, columns, sortBy: ["takenAt", "sensorId"], key: ["sensorId", "takenAt"] });
    // @ts-expect-error there is no such column
    dataset("d", { source, columns, sortBy: ["colour"] });
    // @ts-expect-error columns are named by their keys, not by their SQL names
    dataset("d", { source, columns, sortBy: ["taken_at"] });
    // @ts-expect-error there is no such column
    dataset("d", { source, columns, key: ["colour"] });
  });
});

describe("derived columns", () => {
  const derived = { perDay: t.int(), cost: t.decimal(12, 2).nullable() };
  const trends = dataset("trends", { source, columns: { id: t.int() }, transform: "trends", derived });

  it("are in the row's type", () => {
    expectTypeOf<typeof trends.$row>().toEqualTypeOf<{ id: number; perDay: number; cost: string | null }>();
  });

  it("may sort, and neither identify rows nor partition them", () => {
    const on = { ...derived, on: t.date() };
    dataset("d", { source, columns, transform: "trends", derived: on, sortBy: ["perDay", "sensorId"] });
    // @ts-expect-error a derived column is no key
    dataset("d", { source, columns, transform: "trends", derived: on, key: ["perDay"] });
    // @ts-expect-error a derived column is no partition
    dataset("d", { source, columns, transform: "trends", derived: on, partitionBy: (c) => [c.on.year()] });
    // @ts-expect-error there is no such column
    dataset("d", { source, columns, transform: "trends", derived: on, sortBy: ["colour"] });
    // @ts-expect-error a column is made by its builder
    dataset("d", { source, columns, transform: "trends", derived: { perDay: "int" } });
  });
});

describe("a column's rules", () => {
  it("are those of its own type", () => {
    // @ts-expect-error a varchar has no order
    t.varchar(3).between("a", "b");
    // @ts-expect-error a boolean has no order
    t.boolean().between(false, true);
    // @ts-expect-error only a varchar has oneOf
    t.int().oneOf([1]);
    // @ts-expect-error only a varchar is trimmed by choice
    t.int().trim();
    // @ts-expect-error only a varchar keeps the empty text
    t.date().keepEmpty();
    // @ts-expect-error only a decimal rounds
    t.double().round("halfUp");
    // @ts-expect-error only real and double know NaN
    t.decimal(3, 1).allowNaN();
  });

  it("take values of its own type", () => {
    // @ts-expect-error an int's bounds are numbers
    t.int().between("a", "b");
    // @ts-expect-error a bigint's bounds are bigints
    t.bigint().between(1, 2);
    // @ts-expect-error a decimal's bounds are strings
    t.decimal(9, 2).between(0, 1);
    // @ts-expect-error an int's default is a number
    t.int().default("0");
    // @ts-expect-error a varchar's values are strings
    t.varchar(3).oneOf([1]);
  });

  it("outlive nullable()", () => {
    expectTypeOf(t.int().nullable().between(1, 2)).toExtend<ReturnType<typeof t.int>>();
    const later = dataset("d", { source, columns: { a: t.int().nullable().between(1, 2), b: t.date().from("B") } });
    expectTypeOf<typeof later.$row>().toEqualTypeOf<{ a: number | null; b: string }>();
  });
});

describe("drift", () => {
  it("gives rows the rescued column under rescue alone", () => {
    const rescuing = dataset("d", { source, columns: { a: t.int() }, drift: { added: "rescue" } });
    expectTypeOf<(typeof rescuing.$row)["_rescued"]>().toEqualTypeOf<string | null>();
    const evolving = dataset("d", { source, columns: { a: t.int() }, drift: { added: "evolve", missing: "null" } });
    expectTypeOf<keyof typeof evolving.$row>().toEqualTypeOf<"a">();
  });

  it("is one of those there are", () => {
    // @ts-expect-error no policy
    dataset("d", { source, columns, drift: { added: "ignore" } });
    // @ts-expect-error a missing column has no default of its own
    dataset("d", { source, columns, drift: { missing: "default" } });
  });
});

describe("how often files are expected", () => {
  it("is a count and a unit that is known", () => {
    for (const expectEvery of ["1 day", "7 days", "6 hours", "30 minutes"] as const) {
      expectTypeOf({ source, columns, expectEvery }).toExtend<Parameters<typeof dataset<typeof columns>>[1]>();
    }
    // @ts-expect-error a week
    dataset("d", { source, columns, expectEvery: "1 week" });
    // @ts-expect-error no number
    dataset("d", { source, columns, expectEvery: "a day" });
    // @ts-expect-error seconds
    dataset("d", { source, columns, expectEvery: 86_400 });
  });
});

describe("options that are not honoured yet", () => {
  it("are not in the type", () => {
    // @ts-expect-error a catalog of another kind
    dataset("d", { source, columns, catalog: "iceberg" });
  });
});
