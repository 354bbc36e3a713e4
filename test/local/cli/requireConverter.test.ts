import { afterEach, describe, expect, it, vi } from "vitest";
import { SluiceError } from "../../../core/errors.ts";
import { readings } from "../../../datasets/readings.ts";
import { strikeTrends } from "../../../datasets/strikeTrends.ts";
import { requireConverter } from "../../../local/cli/requireConverter.ts";

/** A machine on which nobody has set Spark up. */
const findSpark = vi.hoisted(() => vi.fn());
vi.mock("../../../local/python/findSpark.ts", () => ({ findSpark }));
findSpark.mockRejectedValue(new SluiceError("spark.not_set_up", "Spark cannot run here", { mend: "set it up" }));
afterEach(() => findSpark.mockClear());

describe("what is required before a file is landed or a run retried", () => {
  it("is Spark, where Spark is asked for, or a transform needs it", async () => {
    await expect(requireConverter(readings, "spark")).rejects.toMatchObject({ code: "spark.not_set_up" });
    await expect(requireConverter(strikeTrends, undefined)).rejects.toMatchObject({ code: "spark.not_set_up" });
  });

  it("is no Spark, where another engine is asked for, or size and contract choose one", async () => {
    await requireConverter(readings, "duckdb");
    await requireConverter(readings, undefined);
    expect(findSpark).not.toHaveBeenCalled();
  });

  it("is an engine that suits the dataset, which is said first", async () => {
    await expect(requireConverter(readings, "inline")).rejects.toMatchObject({ code: "engine.unfit" });
    await expect(requireConverter(strikeTrends, "duckdb")).rejects.toMatchObject({ code: "engine.unfit" });
    expect(findSpark).not.toHaveBeenCalled();
  });
});
