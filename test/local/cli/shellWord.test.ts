import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shellWord } from "../../../local/cli/shellWord.ts";

describe("a word of a shell", () => {
  it("is the text again once the shell has read it, whatever the text", () => {
    const text = fc.string({ minLength: 1 }).filter((each) => !each.includes("\0"));
    const words = fc.sample(text, { numRuns: 300, seed: 7 });
    const read = execFileSync("sh", ["-c", `printf '%s\\0' ${words.map(shellWord).join(" ")}`], { encoding: "utf8" });
    expect(read.split("\0").slice(0, -1)).toEqual(words);
  });

  it("is left as it is where that can be read", () => {
    expect(shellWord("../state/local-1")).toBe("../state/local-1");
    expect(shellWord("my state")).toBe("'my state'");
  });
});
