import { describe, expect, it } from "vitest";
import { SluiceError } from "../../../../../core/errors.ts";
import { runningHost } from "../../../fixtures/runningHost.ts";
import { JobRuns, jobs } from "./jobRuns.ts";

const missing = new SluiceError("spark.not_set_up", "There is no Python with PySpark", {
  mend: "run npx sluice setup spark",
});
const running = runningHost(jobs, undefined, async () => {
  throw missing;
});

describe("a host without Spark", () => {
  it("fails a run with what is missing and how to mend it, and serves all else", async () => {
    const runs = new JobRuns(running);
    expect(await runs.finish("spark")).toMatchObject({
      JobRunState: "FAILED",
      ErrorMessage: `spark.not_set_up: ${missing.message}`,
    });
    expect(await runs.finish("spark")).toMatchObject({ JobRunState: "FAILED" });
  });
});
