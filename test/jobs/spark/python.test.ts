import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SparkPlace } from "../../../local/python/findSpark.ts";
import { setUpSpark } from "../../../local/python/setUpSpark.ts";

const sources = join(import.meta.dirname, "../../../jobs/spark");
const tests = join(import.meta.dirname, "python");
const settings = join(sources, "pyproject.toml");
const cache = mkdtempSync(join(tmpdir(), "sluice-checks-"));

let spark: SparkPlace;
beforeAll(async () => {
  spark = await setUpSpark();
}, 600_000);
afterAll(() => rmSync(cache, { recursive: true }));

/** Runs a module of the environment that the job has, and fails with all that it says. */
function check(module: string, ...args: readonly string[]): void {
  const env = {
    ...process.env,
    PYTHONDONTWRITEBYTECODE: "1",
    PYTHONPATH: sources,
    MYPYPATH: sources,
    PYSPARK_PYTHON: spark.python,
    ...(spark.javaHome === undefined ? {} : { JAVA_HOME: spark.javaHome }),
  };
  const { status, stdout, stderr } = spawnSync(spark.python, ["-m", module, ...args], { env, encoding: "utf8" });
  expect(status, `${stdout}\n${stderr}`).toBe(0);
}

describe("the job's Python sources", () => {
  test.each([
    ["are linted", "ruff", ["check", "--no-cache", "--config", settings, sources, tests]],
    ["are formatted", "ruff", ["format", "--check", "--no-cache", "--config", settings, sources, tests]],
    ["are typed", "mypy", ["--config-file", settings, "--cache-dir", cache, sources, tests]],
    ["pass their own tests", "pytest", ["-c", settings, "--rootdir", tests, tests]],
  ])("%s", (_, module, args) => check(module, ...args), 300_000);
});
