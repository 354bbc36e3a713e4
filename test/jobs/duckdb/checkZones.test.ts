import { beforeAll, describe, expect, test } from "vitest";
import type { Contract } from "../../../core/contract/Contract.ts";
import { csv } from "../../../core/contract/csv.ts";
import { dataset } from "../../../core/contract/dataset.ts";
import { t } from "../../../core/contract/t.ts";
import { openDatabase } from "../../../jobs/duckdb/openDatabase.ts";
import { zoneDifference } from "../../../jobs/duckdb/zoneDifference.ts";
import { convertLocally } from "./support/convertLocally.ts";

describe("time zone data", () => {
  test("of the sample's zone are the same in DuckDB and in Node", async () => {
    await using database = await openDatabase();
    expect(await zoneDifference(database, "Europe/Brussels")).toBe(null);
  });

  describe("that differ", () => {
    let differing: { zone: string; since: number } | undefined;
    beforeAll(async () => {
      await using database = await openDatabase();
      for (const zone of ["America/Vancouver", "Africa/Casablanca", "America/Edmonton"]) {
        const since = await zoneDifference(database, zone);
        if (since !== null) differing ??= { zone, since };
      }
    });

    /** A file of one time, so many days after the difference begins. */
    function convertAt(days: number) {
      const { zone = "UTC", since = 0 } = differing ?? {};
      const contract: Contract = dataset("zoned", { source: csv(), columns: { at: t.timestamp({ zone }) } });
      const time = new Date((since + days * 86_400) * 1000).toISOString();
      return convertLocally(contract, Buffer.from(`at\n${time}\n`));
    }

    test("let times before the difference pass, and refuse later ones", async (context) => {
      if (differing === undefined) context.skip("DuckDB is as new as Node here");
      expect(await convertAt(-1)).toMatchObject({ written: 1 });
      await expect(convertAt(1)).rejects.toMatchObject({ code: "convert.zone_data" });
    });
  });
});
