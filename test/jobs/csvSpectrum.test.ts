import { describe, expect, test } from "vitest";
import { convert } from "../../core/convert/convert.ts";
import { convertLocally } from "./duckdb/support/convertLocally.ts";
import { csvSpectrum } from "./support/csvSpectrum.ts";

describe("of every file of csv-spectrum", () => {
  test.each(csvSpectrum())("$name is read as it says by the reference, inline and duckdb", async (each) => {
    const { contract, bytes, rows, rejects } = each;
    expect(rows.length + rejects.length).toBeGreaterThan(0);
    expect(convert(contract, bytes)).toMatchObject({ rows, rejects });
    for (const engine of ["inline", "duckdb"] as const) {
      expect(await convertLocally(contract, bytes, undefined, engine)).toMatchObject({ rows, rejects });
    }
  });
});
