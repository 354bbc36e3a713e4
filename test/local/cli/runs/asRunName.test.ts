import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { executionName } from "../../../../core/commit/executionName.ts";
import { runId } from "../../../../core/commit/runId.ts";
import { asRunName } from "../../../../local/cli/runs/asRunName.ts";

describe("the name of a run", () => {
  it("is read back from its id, its executions' names and their ARNs, whatever the dataset's name", () => {
    const dataset = fc.stringMatching(/^[a-z][a-z0-9-]{0,38}[a-z0-9]$/);
    fc.assert(
      fc.property(dataset, fc.string(), fc.nat(999_999), (name, key, attempt) => {
        const run = runId({ dataset: name, bucket: "b", key, versionId: "v", contract: "c" });
        const execution = executionName(run, attempt);
        expect(asRunName(run)).toEqual({ run, dataset: name, attempt: undefined });
        expect(asRunName(execution)).toEqual({ run, dataset: name, attempt });
        const arn = `arn:aws:states:eu-west-1:000000000000:execution:csv-lake-0123456:${execution}`;
        expect(asRunName(arn)).toEqual({ run, dataset: name, attempt });
      }),
    );
  });

  it.each(["", "readings", "readings-0123", "../x", `-${"0".repeat(32)}-1-2`])("is not %j", (given) => {
    expect(asRunName(given)).toBeUndefined();
  });
});
