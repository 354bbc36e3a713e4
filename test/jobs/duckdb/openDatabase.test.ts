import { totalmem } from "node:os";
import { afterEach, describe, expect, test, vi } from "vitest";
import { type DatabaseOptions, openDatabase } from "../../../jobs/duckdb/openDatabase.ts";

afterEach(() => vi.unstubAllEnvs());

/** In MiB, as DuckDB tells it. */
async function memoryLimit(options?: DatabaseOptions): Promise<number> {
  await using database = await openDatabase(options);
  const [{ bytes } = {}] = await database.rows("SELECT current_setting('memory_limit') AS bytes");
  const [, size, unit] = /^([\d.]+) (MiB|GiB)$/.exec(String(bytes)) ?? [];
  return Number(size) * (unit === "GiB" ? 1024 : 1);
}

describe("DuckDB's buffers", () => {
  test("have half of a function's memory, since its process needs the rest", async () => {
    vi.stubEnv("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1024");
    expect(await memoryLimit()).toBeCloseTo(512, -1);
  });

  test("have no more than half of the machine's, whatever the function is told", async () => {
    vi.stubEnv("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "10000000");
    const half = totalmem() / 2 ** 21;
    expect((await memoryLimit()) / half).toBeCloseTo(1, 1);
  });

  test("have what they are given", async () => {
    expect(await memoryLimit({ memoryLimit: 300_000_000 })).toBeCloseTo(286, -1);
  });
});
