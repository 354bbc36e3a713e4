import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { configTable } from "../../stacks/configTable.ts";

const readme = readFileSync("README.md", "utf8");

describe("the README", () => {
  it("has the table of configuration keys that the settings give", () => {
    expect(readme).toContain(configTable());
  });

  it("links to pages that are there", () => {
    const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, path = ""]) => path);
    expect(links.length).toBeGreaterThan(0);
    for (const link of links) expect(() => readFileSync(link)).not.toThrow();
  });
});
