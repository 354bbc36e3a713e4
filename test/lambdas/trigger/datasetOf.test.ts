import { describe, expect, it } from "vitest";
import { datasetOf } from "../../../lambdas/trigger/datasetOf.ts";

describe("a landed key", () => {
  it("belongs to the dataset that its first folder names", () => {
    expect(datasetOf("birdstrikes/2024/january.csv").name).toBe("birdstrikes");
  });

  it.each(["unknown/a.csv", "birdstrikes", "birdstrikes.csv", "/birdstrikes/a.csv", "toString/a.csv", ""])(
    "belongs to none where it is %j, and the error lists the prefixes that would do",
    (key) => {
      expect(() => datasetOf(key)).toThrow(
        expect.objectContaining({ code: "trigger.unknown_prefix", mend: expect.stringContaining("birdstrikes/") }),
      );
    },
  );
});
