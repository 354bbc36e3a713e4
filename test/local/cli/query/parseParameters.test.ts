import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseParameters } from "../../../../local/cli/query/parseParameters.ts";

describe("the parameters of a statement", () => {
  it("are a name and, after the first =, whatever value", () => {
    const name = fc.stringMatching(/^[0-9a-zA-Z_]+$/);
    const pairs = fc.uniqueArray(fc.record({ name, value: fc.string({ unit: "binary", minLength: 1 }) }), {
      selector: (pair) => pair.name,
    });
    fc.assert(
      fc.property(pairs, (given) => {
        expect(parseParameters(given.map((pair) => `${pair.name}=${pair.value}`))).toEqual(given);
      }),
    );
    expect(parseParameters(["q=a=b"])).toEqual([{ name: "q", value: "a=b" }]);
  });

  it.each([
    [["id"], "give name=value"],
    [["=1"], "give name=value"],
    [[":id=1"], "give name=value"],
    [["my-id=1"], "give name=value"],
    [["id="], "write '' in the SQL instead"],
    [["id=1", "id=1"], "give id once"],
  ])("are refused as %j, with what to do", (given, mend) => {
    expect(() => parseParameters(given)).toThrow(
      expect.objectContaining({ code: "cli.bad_parameter", message: expect.stringContaining(mend) }),
    );
  });
});
