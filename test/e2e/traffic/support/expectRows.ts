import { expect } from "vitest";
import type { TrafficRow } from "../../../jobs/traffic/support/TrafficDatabase.ts";

/** Expects rows one for one, in order, and tells of the first that is another. */
export function expectRows(rows: readonly TrafficRow[], expected: readonly TrafficRow[]): void {
  const [found, wanted] = [rows, expected].map((each) => each.map(textOf));
  expect(expected.length).toBeGreaterThan(0);
  const wrong = wanted?.findIndex((text, index) => found?.[index] !== text) ?? -1;
  expect({ wrong, row: found?.[wrong] }).toEqual({ wrong: -1, row: wanted?.[wrong] });
  expect(rows.length).toBe(expected.length);
}

function textOf(row: TrafficRow): string {
  return JSON.stringify(row, (_, value) => (typeof value === "bigint" ? `${value}n` : value));
}
