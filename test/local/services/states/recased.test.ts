import { describe, expect, it } from "vitest";
import { upperCased } from "../../../../local/services/states/recased.ts";

describe("an answer of Step Functions' own API", () => {
  it("has all its members in PascalCase where an integration gives it, but not the names of variables", () => {
    const stateExitedEventDetails = { name: "verify", assignedVariables: { verified: "{}" } };
    expect(upperCased({ events: [{ id: 1, stateExitedEventDetails }], nextToken: null })).toEqual({
      Events: [{ Id: 1, StateExitedEventDetails: { Name: "verify", AssignedVariables: { verified: "{}" } } }],
      NextToken: null,
    });
  });
});
