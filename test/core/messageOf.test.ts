import { describe, expect, it } from "vitest";
import { SluiceError } from "../../core/errors.ts";
import { messageOf } from "../../core/messageOf.ts";

describe("what was thrown, in words", () => {
  it.each([
    [new Error("it broke"), "it broke"],
    [new SluiceError("a.code", "It broke", { where: "here", mend: "mend it" }), "here: It broke; mend it."],
    ["a text", "a text"],
    [undefined, "undefined"],
  ])("%s", (thrown, words) => {
    expect(messageOf(thrown)).toBe(words);
  });
});
