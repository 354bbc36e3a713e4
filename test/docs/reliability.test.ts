import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const rows = [...readFileSync("docs/reliability.md", "utf8").matchAll(/^\| (.+) \| `(test\/[^`]+)`: `(.+)` \|$/gm)].map(
  ([, promise = "", file = "", name = ""]) => ({ promise, file, name }),
);

describe("the page on reliability", () => {
  it("holds each of its promises by a test", () => {
    const table = readFileSync("docs/reliability.md", "utf8").split("\n");
    const promises = table.filter((line) => /^\| (?!promise)/.test(line));
    expect(promises.length).toBeGreaterThan(20);
    expect(rows).toHaveLength(promises.length);
  });

  it.each(rows)("names a test that is there: $name", ({ file, name }) => {
    expect(readFileSync(file, "utf8")).toContain(`"${name}"`);
  });
});
