import { Dialect, parse } from "@polyglot-sql/sdk";
import { describe, expect, it } from "vitest";
import { type InsertStatementsOptions, insertStatements } from "../../../jobs/traffic/insertStatements.ts";
import { transformSql } from "../../../jobs/traffic/transformSql.ts";

const given: InsertStatementsOptions = {
  range: { year: 2024, month: 3, day: 30 },
  transform: transformSql(),
  raw: { database: "sluice_raw", table: "traffic_raw" },
  locations: { database: "sluice_raw", table: "traffic_locations" },
  target: { database: "sluice", table: "traffic" },
  now: new Date("2024-06-01T00:00:00Z"),
};

const statements = (other: Partial<InsertStatementsOptions>) => insertStatements({ ...given, ...other });
const refusal = (code: string) => expect.objectContaining({ code });

describe("the statements of a range", () => {
  it("are one for a day, as Athena reads it", async () => {
    const [statement, another] = statements({});
    expect(another).toBeUndefined();
    expect(statement).toMatchObject({
      days: ["2024-03-30"],
      start: "2024-03-29T23:00:00Z",
      end: "2024-03-30T23:00:00Z",
    });
    expect(parse(statement?.sql ?? "", Dialect.Trino)).toMatchObject({ success: true, ast: [{ insert: {} }] });
    await expect(statement?.sql).toMatchFileSnapshot("../../golden/traffic/insert-2024-03-30.sql");
  });

  it("are several for more than four days, of the days that each writes", () => {
    const days = statements({ range: { from: "2024-03-28", to: "2024-04-06" } }).map(
      (statement) => statement.days.length,
    );
    expect(days).toEqual([4, 4, 2]);
  });

  it("read the hours in which records of the range, and of the 20 hours before it, can have arrived", () => {
    const [day] = statements({});
    const hours = (from: number, to: number) =>
      Array.from({ length: to - from + 1 }, (_, index) => `'${from + index}'`).join(", ");
    expect(day?.sql).toContain(`(year = '2024' AND month = '3' AND day = '29' AND hour IN (${hours(3, 23)}))`);
    expect(day?.sql).toContain("(year = '2024' AND month = '3' AND day = '30')");
    expect(day?.sql).toContain(`(year = '2024' AND month = '3' AND day = '31' AND hour IN (${hours(0, 22)}))`);
    expect(statements({ latenessHours: 1 })[0]?.sql).not.toContain("day = '31'");
  });

  it("are short, whatever the range", () => {
    const all = statements({ range: { from: "2023-03-01", to: "2024-02-28" } });
    expect(all).toHaveLength(92);
    for (const { sql } of all) expect(sql.length).toBeLessThan(10_000);
  });

  it("hold names as names, whatever they hold", () => {
    const [statement] = statements({ target: { database: "a", table: 'b" SELECT 1 --' } });
    expect(statement?.sql).toMatch(/^INSERT INTO "a"\."b"" SELECT 1 --"\n/);
    expect(parse(statement?.sql ?? "", Dialect.Trino)).toMatchObject({ success: true, ast: { length: 1 } });
  });
});

describe("a range is refused", () => {
  it("whose last day is not over in its zone", () => {
    expect(() => statements({ now: new Date("2024-03-30T22:59:59Z") })).toThrow(refusal("traffic.day_not_over"));
    expect(statements({ now: new Date("2024-03-30T23:00:00Z") })).toHaveLength(1);
    expect(() => statements({ now: new Date("2024-03-30T23:29:00Z"), settleMinutes: 30 })).toThrow(
      "2024-03-30 is complete from 2024-03-30T23:30:00.000Z on; run again then, or end the range a day before.",
    );
  });

  it("of a zone that there is not", () => {
    expect(() => statements({ zone: "Europe/Bruxelles" })).toThrow(refusal("contract.unknown_zone"));
  });

  it("whose statement is longer than Athena takes", () => {
    const transform = `SELECT '${"x".repeat(262_144)}'`;
    expect(() => statements({ transform })).toThrow(refusal("traffic.statement_too_long"));
  });

  it("for a transform that names what has no value, texts excepted", () => {
    expect(() => statements({ transform: "SELECT :other" })).toThrow(refusal("traffic.unknown_parameter"));
    expect(statements({ transform: "-- of :other\nSELECT ':other', :zone" })[0]?.sql).toContain(
      "':other', 'Europe/Brussels'",
    );
  });
});
