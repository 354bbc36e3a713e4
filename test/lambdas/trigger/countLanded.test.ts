import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Run } from "../../../core/commit/Run.ts";
import { countLanded } from "../../../lambdas/trigger/countLanded.ts";
import { embeddedMetrics } from "../../../local/services/cloudwatch/embeddedMetrics.ts";

const run: Run = {
  run: "readings-1",
  attempt: 0,
  dataset: "readings",
  contract: "c",
  source: { bucket: "landing", key: "readings/a.csv", versionId: "v1", size: 5, sequencer: "0A" },
  engine: "inline",
  catalog: "register",
};

beforeEach(() => {
  vi.stubEnv("AWS_LAMBDA_FUNCTION_NAME", "trigger-1a2b3c4");
  vi.stubEnv("POWERTOOLS_DEV", "true");
  vi.stubEnv("POWERTOOLS_METRICS_DISABLED", "false");
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

describe("a file that landed", () => {
  it("is counted by a line that CloudWatch reads as a metric of the dataset, at the time when it landed", () => {
    const log = vi.spyOn(console, "log").mockImplementation(() => undefined);
    const landedAt = Date.now() - 3_600_000;
    countLanded(run, landedAt);
    const [line] = log.mock.calls[0] ?? [];
    expect(JSON.parse(String(line))).toMatchObject({ source: "readings/a.csv", run: "readings-1" });
    const metric = {
      namespace: "Sluice",
      name: "FilesLanded",
      dimensions: { service: "trigger-1a2b3c4", dataset: "readings" },
    };
    expect(embeddedMetrics("eu-west-1", String(line))).toEqual([
      { region: "eu-west-1", metric, time: landedAt, values: [1] },
    ]);
  });
});
