import { describe, expect, it } from "vitest";
import { globPattern } from "../../../../../local/services/glue/crawl/globPattern.ts";

describe("an exclude pattern", () => {
  it.each([
    ["*.csv", "a.csv", "a/b.csv"],
    ["*.*", "a.b", "ab"],
    ["*.{csv,avro}", "a.avro", "a.json"],
    ["foo.?", "foo.x", "foo.bar"],
    ["myfolder/*", "myfolder/a", "myfolder/a/b"],
    ["myfolder/*/*", "myfolder/a/b", "myfolder/a"],
    ["myfolder/**", "myfolder/a/b", "other/myfolder/a"],
    ["**.tmp", "a/b.tmp", "a/b.tmp2"],
    ["[a-c]1", "b1", "d1"],
    ["[!a-c]1", "d1", "b1"],
    ["[!a]b", "xb", "/b"],
    ["\\*", "*", "a"],
    ["a,b}", "a,b}", "a"],
    ["(a|b).", "(a|b).", "a."],
  ])("%s takes %s and not %s", (glob, taken, left) => {
    expect([globPattern(glob).test(taken), globPattern(glob).test(left)]).toEqual([true, false]);
  });
});
