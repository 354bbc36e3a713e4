import { describe, expect, it } from "vitest";
import { registry } from "../../../datasets/registry.ts";
import { datasetOfFile } from "../../../local/cli/datasetOfFile.ts";

describe("the dataset of a file", () => {
  it.each([
    ["readings.csv", "readings"],
    ["some/folder/readings-dirty.csv", "readings"],
    ["birdstrikes_2024.csv", "birdstrikes"],
    ["zipcodes", "zipcodes"],
  ])("named %s is the one that its name begins with: %s", (file, dataset) => {
    expect(datasetOfFile(file, undefined)).toBe(registry.get(dataset));
  });

  it("is the one that is asked for, whatever the file is called", () => {
    expect(datasetOfFile("readings.csv", "zipcodes").name).toBe("zipcodes");
  });

  it.each(["other.csv", "readings2.csv", "my-readings.csv", "Readings.csv", "readings/other.csv"])(
    "is not guessed from %s, and what there is to choose from is told",
    (file) => {
      const mend = `give --dataset ${[...registry.keys()].join(" or ")}`;
      expect(() => datasetOfFile(file, undefined)).toThrow(
        expect.objectContaining({ code: "cli.unknown_dataset", mend, message: expect.stringContaining("No dataset") }),
      );
    },
  );

  it("is refused where there is none of the name that is asked for", () => {
    expect(() => datasetOfFile("readings.csv", "reading")).toThrow('There is no dataset "reading"');
  });
});
