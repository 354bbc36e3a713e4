import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Engine } from "../../../core/commit/Run.ts";
import { runId } from "../../../core/commit/runId.ts";
import { birdstrikes } from "../../../datasets/birdstrikes.ts";
import { runOf } from "../../../lambdas/trigger/runOf.ts";

const object = (key: string, size: number) => ({ bucket: "landing", key, versionId: "v1", size, sequencer: "0A" });
const asking = (engine?: Engine) => vi.fn(async () => engine);
const engineOf = async (key: string, size: number, asked?: Engine) =>
  (await runOf(object(key, size), asking(asked))).engine;

beforeEach(() => {
  vi.stubEnv("SLUICE_INLINE_MAX_BYTES", "1000000");
  vi.stubEnv("SLUICE_DUCKDB_MAX_BYTES", "2000000");
});
afterEach(() => {
  vi.unstubAllEnvs();
});

describe("the run of an object that landed", () => {
  it("is the first attempt, under the dataset's contract", async () => {
    const source = object("birdstrikes/a.csv", 5);
    const { name: dataset, hash: contract, catalog } = birdstrikes;
    const run = runId({ dataset, ...source, contract });
    const asked = asking();
    expect(await runOf(source, asked)).toEqual({
      ...{ run, attempt: 0, dataset, contract, source, engine: "inline", catalog },
    });
    expect(asked.mock.calls).toEqual([[source]]);
  });

  it("is converted inline, by duckdb or by spark up to the sizes that the environment says", async () => {
    const engines = [1_000_000, 1_000_001, 2_000_000, 2_000_001].map((size) => engineOf("birdstrikes/a.csv", size));
    expect(await Promise.all(engines)).toEqual(["inline", "duckdb", "duckdb", "spark"]);
  });

  it("is converted by duckdb where the contract has decimals, and by spark where it has a transform", async () => {
    expect(await engineOf("readings/a.csv", 5)).toBe("duckdb");
    expect(await engineOf("strike_trends/a.csv", 5)).toBe("spark");
  });

  it("is converted by the engine that the object asks for, whatever its size", async () => {
    expect(await engineOf("birdstrikes/a.csv", 5, "spark")).toBe("spark");
    expect(await engineOf("birdstrikes/a.csv", 5, "duckdb")).toBe("duckdb");
    expect(await engineOf("birdstrikes/a.csv", 5_000_000, "inline")).toBe("inline");
    expect(await engineOf("strike_trends/a.csv", 5, "spark")).toBe("spark");
  });

  it.each([
    ["inline", "readings"],
    ["inline", "strike_trends"],
    ["duckdb", "strike_trends"],
  ] as const)("is refused where the object asks for %s and the dataset is %s", async (engine, dataset) => {
    await expect(engineOf(`${dataset}/a.csv`, 5, engine)).rejects.toMatchObject({ code: "engine.unfit" });
  });

  it.each(
    ["SLUICE_INLINE_MAX_BYTES", "SLUICE_DUCKDB_MAX_BYTES"].flatMap((name) =>
      ["", "many", "-1", "1.5"].map((text) => [name, text] as const),
    ),
  )("is refused where %s says %j", async (name, text) => {
    vi.stubEnv(name, text);
    await expect(engineOf("birdstrikes/a.csv", 5)).rejects.toThrow();
  });

  it("is none where no dataset claims the object, which is not asked then", async () => {
    const asked = asking();
    await expect(runOf(object("elsewhere/a.csv", 5), asked)).rejects.toMatchObject({ code: "trigger.unknown_prefix" });
    expect(asked).not.toHaveBeenCalled();
  });
});
