import { describe, expect, it } from "vitest";
import { causeText } from "../../../local/cli/causeText.ts";

describe("the text of a cause", () => {
  it("is the message of a Glue job's run", () => {
    const run = { Id: "jr_1", JobRunState: "FAILED", ErrorMessage: "SluiceError: file.empty: nothing." };
    expect(causeText(JSON.stringify(run))).toBe("SluiceError: file.empty: nothing.");
  });

  it.each(["", "plain text", "{", "null", '"text"', '{"ErrorMessage":1}', '{"errorType":"x"}'])(
    "is %j itself",
    (cause) => {
      expect(causeText(cause)).toBe(cause);
    },
  );

  it("is empty where there is none", () => {
    expect(causeText(undefined)).toBe("");
  });
});
