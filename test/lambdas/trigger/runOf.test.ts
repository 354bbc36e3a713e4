import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { runId } from "../../../core/commit/runId.ts";
import { birdstrikes } from "../../../datasets/birdstrikes.ts";
import { runOf } from "../../../lambdas/trigger/runOf.ts";

const object = (key: string, size: number) => ({ bucket: "landing", key, versionId: "v1", size, sequencer: "0A" });

beforeEach(() => {
  vi.stubEnv("SLUICE_INLINE_MAX_BYTES", "1000000");
});
afterEach(() => {
  vi.unstubAllEnvs();
});

describe("the run of an object that landed", () => {
  it("is the first attempt, under the dataset's contract", () => {
    const source = object("birdstrikes/a.csv", 5);
    const { name: dataset, hash: contract, catalog } = birdstrikes;
    const run = runId({ dataset, ...source, contract });
    expect(runOf(source)).toEqual({ run, attempt: 0, dataset, contract, source, engine: "inline", catalog });
  });

  it("is converted inline up to the size that the environment says, by duckdb beyond", () => {
    expect(runOf(object("birdstrikes/a.csv", 1_000_000)).engine).toBe("inline");
    expect(runOf(object("birdstrikes/a.csv", 1_000_001)).engine).toBe("duckdb");
  });

  it("is converted by duckdb where the contract has decimals", () => {
    expect(runOf(object("readings/a.csv", 5)).engine).toBe("duckdb");
  });

  it.each(["", "many", "-1", "1.5"])("is refused where the environment says %j", (text) => {
    vi.stubEnv("SLUICE_INLINE_MAX_BYTES", text);
    expect(() => runOf(object("birdstrikes/a.csv", 5))).toThrow();
  });

  it("is none where no dataset claims the object", () => {
    expect(() => runOf(object("elsewhere/a.csv", 5))).toThrow(
      expect.objectContaining({ code: "trigger.unknown_prefix" }),
    );
  });
});
