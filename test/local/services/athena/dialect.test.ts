import { describe, expect, it } from "vitest";
import { runningAthena } from "./runningAthena.ts";

const athena = runningAthena();
const value = async (expression: string) => (await athena.rows(`SELECT ${expression}`))[0]?.[0];

describe("Athena's SQL on the local host", () => {
  it.each([
    ["5 / 2", "2"],
    ["-7 / 2", "-3"],
    ["7e0 / 2", "3.5"],
    ["avg(x) FROM (VALUES 1, 2) AS t (x)", "1.5"],
    ["sum(x) FROM (VALUES 1, 2) AS t (x)", "3"],
    ["1e7", "1.0E7"],
    ["12345678.5e0", "1.23456785E7"],
    ["1e0", "1.0"],
    ["0.0005e0", "5.0E-4"],
    ["CAST(1 AS double)", "1.0"],
    ["1.50", "1.50"],
    ["coalesce(NULL, 3)", "3"],
    ["CASE WHEN 40.5 BETWEEN 0 AND 40 THEN 1 WHEN 40.5 <= 250 THEN 0 ELSE -1 END", "0"],
    ["try_cast('x' AS bigint)", null],
    ["try(CAST('x' AS double))", null],
    ["try_cast('7' AS bigint)", "7"],
    ["concat('a', NULL, 'b')", null],
    ["concat('a', 'b', 'c')", "abc"],
    ["greatest(1, 3, 2)", "3"],
    ["greatest(1, NULL)", null],
    ["least(2, 1)", "1"],
    ["if(1 > 2, 'a', 'b')", "b"],
    ["substr('abcdef', 2, 3)", "bcd"],
    ["split_part('a-b-c', '-', 2)", "b"],
    ["regexp_like('abc', 'b.')", "true"],
    ["json_extract_scalar('{\"a\": \"x\"}', '$.a')", "x"],
    ["array_agg(x ORDER BY x) FROM (VALUES 2, 1) AS t (x)", "[1, 2]"],
    ["count_if(x > 1) FROM (VALUES 1, 2, 3) AS t (x)", "2"],
    ["max_by(a, b) FROM (VALUES ('x', 1), ('y', 2)) AS t (a, b)", "y"],
  ])("%s is %s", async (expression, expected) => {
    expect(await value(expression)).toBe(expected);
  });

  it.each([
    ["TIMESTAMP '2024-03-30 10:00:00'", "2024-03-30 10:00:00.000"],
    ["DATE '2024-02-29'", "2024-02-29"],
    ["TIMESTAMP '2024-03-30 10:00:00' + INTERVAL '20' HOUR", "2024-03-31 06:00:00.000"],
    ["date_add('hour', -2, TIMESTAMP '2024-03-30 10:00:00')", "2024-03-30 08:00:00.000"],
    ["date_add('minute', x, TIMESTAMP '2024-03-30 10:00:00') FROM (VALUES 90) AS t (x)", "2024-03-30 11:30:00.000"],
    ["date_diff('minute', TIMESTAMP '2024-01-01 00:00:30', TIMESTAMP '2024-01-01 00:02:00')", "1"],
    ["date_diff('day', TIMESTAMP '2024-01-01 23:00:00', TIMESTAMP '2024-01-02 01:00:00')", "0"],
    ["date_trunc('hour', TIMESTAMP '2024-03-30 10:59:59')", "2024-03-30 10:00:00.000"],
    ["date_format(TIMESTAMP '2024-03-30 10:05:09', '%Y-%m-%d %H:%i:%s')", "2024-03-30 10:05:09"],
    ["day_of_week(DATE '2024-03-31')", "7"],
    ["dow(DATE '2024-03-31')", "7"],
    ["to_unixtime(from_iso8601_timestamp('2024-03-30T10:00:00+02:00'))", "1.7117856E9"],
    ["to_unixtime(TIMESTAMP '2024-03-30 00:00:00 Europe/Brussels')", "1.7117532E9"],
    ["try(from_iso8601_timestamp('2024-03-30 10:00:00'))", null],
    ["CAST(from_unixtime(1711785600) AT TIME ZONE 'Europe/Brussels' AS timestamp)", "2024-03-30 09:00:00.000"],
    ["hour(at_timezone(from_iso8601_timestamp('2024-07-01T22:30:00Z'), 'Europe/Brussels'))", "0"],
    ["day(TIMESTAMP '2024-07-01 22:30:00' AT TIME ZONE 'Europe/Brussels')", "2"],
    ["year(l) FROM (SELECT from_unixtime(0) AT TIME ZONE 'America/New_York' AS l)", "1969"],
    ["with_timezone(TIMESTAMP '2024-07-01 12:00:00', 'Europe/Brussels') = TIMESTAMP '2024-07-01 10:00:00 UTC'", "true"],
    ["from_iso8601_timestamp('2024-03-30T10:00:00.5Z')", "2024-03-30 10:00:00.500 UTC"],
  ])("of times: %s is %s", async (expression, expected) => {
    expect(await value(expression)).toBe(expected);
  });

  it.each([
    "year(from_iso8601_timestamp('2024-12-31T23:30:00-02:00'))",
    "CAST(from_iso8601_timestamp('2024-12-31T23:30:00-02:00') AS timestamp)",
    "from_unixtime(0) AT TIME ZONE 'Europe/Brussels'",
    "from_unixtime(0) AT TIME ZONE 'Europe/Brussels' < TIMESTAMP '2024-01-01 00:00:00'",
    "l > TIMESTAMP '2024-01-01 00:00:00' FROM (SELECT from_unixtime(0) AT TIME ZONE 'Europe/Brussels' AS l)",
    "hour(t) FROM (SELECT from_iso8601_timestamp('2024-12-31T23:30:00-02:00')) AS s (t)",
    "hour(t) FROM (SELECT from_iso8601_timestamp('2024-12-31T23:30:00-02:00') AS t)",
  ])("refuses what a time's own zone would decide: %s", async (expression) => {
    await expect(value(expression)).rejects.toThrow(/^NOT_SUPPORTED: /);
  });

  it("has windows over rows", async () => {
    const rows = await athena.rows(`WITH s (id, at, v) AS (VALUES (1, 1, 10e0), (1, 2, 20e0), (1, 3, 60e0), (2, 1, 5e0))
      SELECT id, lag(v) OVER (PARTITION BY id ORDER BY at), avg(v) OVER (PARTITION BY id ORDER BY at ROWS BETWEEN 1 PRECEDING AND CURRENT ROW),
        row_number() OVER (PARTITION BY id ORDER BY at DESC), sum(v) OVER (PARTITION BY id ORDER BY at ROWS UNBOUNDED PRECEDING)
      FROM s ORDER BY id, at`);
    expect(rows).toEqual([
      ["1", null, "10.0", "3", "10.0"],
      ["1", "10.0", "15.0", "2", "30.0"],
      ["1", "20.0", "40.0", "1", "90.0"],
      ["2", null, "5.0", "1", "5.0"],
    ]);
  });

  it("puts nulls last in either direction", async () => {
    const ordered = async (how: string) =>
      await athena.rows(`SELECT x FROM (VALUES 1, NULL, 2) AS t (x) ORDER BY x ${how}`);
    expect(await ordered("ASC")).toEqual([["1"], ["2"], [null]]);
    expect(await ordered("DESC")).toEqual([["2"], ["1"], [null]]);
  });

  it.each([
    ["SELECT strftime(now(), '%Y')", /FUNCTION_NOT_FOUND/],
    ["SELECT * FROM read_csv('/etc/passwd')", /FUNCTION_NOT_FOUND/],
    ["SELECT * FROM abs(1)", /NOT_SUPPORTED: FROM names tables and queries/],
    ['SELECT * FROM "/etc/passwd"', /TABLE_NOT_FOUND/],
    ["SELECT x", /COLUMN_NOT_FOUND: Column 'x' cannot be resolved/],
    ["SELECT * FROM nowhere", /TABLE_NOT_FOUND: Table 'awsdatacatalog.traffic.nowhere' does not exist/],
    ["SELECT * FROM nowhere.raw", /SCHEMA_NOT_FOUND: Schema 'nowhere' does not exist/],
    ["SELECT * FROM other.traffic.raw", /CATALOG_NOT_FOUND: Catalog 'other' does not exist/],
    ["SELECT CAST('x' AS bigint)", /INVALID_CAST_ARGUMENT: Cannot cast 'x' to INT64/],
  ])("fails, and says how: %s", async (sql, reason) => {
    await expect(athena.rows(sql)).rejects.toThrow(reason);
  });
});
