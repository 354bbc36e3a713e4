import { availableParallelism } from "node:os";
import { join } from "node:path";
import { defineConfig } from "vitest/config";

/**
 * For Spark on files so small that compiling a query's code takes longer than all else: expressions are interpreted, and
 * nothing is spread. A JVM's system properties of that prefix are settings of Spark; a test that is to see compiled code
 * sets the variable to nothing.
 */
const quickSpark = [
  "-XX:TieredStopAtLevel=1",
  "-XX:+UseSerialGC",
  "-Dspark.sql.codegen.wholeStage=false",
  "-Dspark.sql.codegen.factoryMode=NO_CODEGEN",
  "-Dspark.sql.shuffle.partitions=1",
  "-Dspark.default.parallelism=1",
];

// Node keeps what it compiled for the next process: each test file is one, and starts others.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, ".sluice/compiled");

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    setupFiles: ["test/setup.ts"],
    // Vitest leaves one core free, which on two cores halves it; many tests wait for processes of their own.
    maxWorkers: availableParallelism(),
    env: { JAVA_TOOL_OPTIONS: quickSpark.join(" ") },
    testTimeout: 60_000,
    hookTimeout: 120_000,
    typecheck: { enabled: true, include: ["test/**/*.test-d.ts"], tsconfig: "./tsconfig.json" },
  },
});
