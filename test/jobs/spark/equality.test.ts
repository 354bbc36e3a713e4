import { beforeAll, describe, expect, test } from "vitest";
import { csvSpectrum } from "../support/csvSpectrum.ts";
import { convertBySpark, type SparkConversion } from "./support/convertBySpark.ts";

describe("Spark, of every file of csv-spectrum", () => {
  const cases = csvSpectrum();
  let conversions: (SparkConversion | string)[];
  beforeAll(async () => {
    conversions = await convertBySpark(cases);
  }, 300_000);

  test.each(cases.map((each, index) => ({ ...each, index })))("$name is read as it says", ({ index, rows, rejects }) => {
    expect(conversions[index]).toMatchObject({ rowsRead: rows, rejectsRead: rejects });
  });
});
