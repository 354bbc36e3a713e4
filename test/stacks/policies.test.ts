import { beforeAll, describe, expect, it } from "vitest";
import type { Graph } from "../../local/program/Graph.ts";
import { loadStack } from "./loadStack.ts";
import { deployed, ofKind, statementsOf } from "./resources.ts";

let graph: Graph;

beforeAll(async () => {
  const regions = { "aws:region": "eu-central-1", "sluice:farRegion": "ap-southeast-2" };
  graph = await loadStack({ ...regions, "sluice:pipelines": '["csv-lake"]' });
});

/** What a role runs: its functions and machines. */
const runsAs = (roleArn: unknown) =>
  deployed(graph).filter(({ inputs }) => inputs.role === roleArn || inputs.roleArn === roleArn);

describe("every role", () => {
  it("is of one function or one machine, and only that service may take it", () => {
    for (const role of ofKind(graph, "Role")) {
      const [runs, ...others] = runsAs(role.outputs.arn);
      expect(others, role.name).toEqual([]);
      const service = runs?.type === "aws:lambda/function:Function" ? "lambda" : "states";
      const { Statement } = JSON.parse(String(role.inputs.assumeRolePolicy));
      expect(Statement, role.name).toEqual([
        { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: `${service}.amazonaws.com` } },
      ]);
    }
  });

  it("has one policy, written for it", () => {
    const roles = ofKind(graph, "Role").map(({ id }) => id);
    const policies = ofKind(graph, "RolePolicy").map(({ inputs }) => inputs.role);
    expect(policies.sort()).toEqual(roles.sort());
    expect(roles).toHaveLength(11);
  });

  it("is granted single actions, by name", () => {
    for (const { name, inputs } of ofKind(graph, "RolePolicy")) {
      for (const statement of statementsOf(inputs.policy)) {
        expect(statement.Effect, name).toBe("Allow");
        for (const action of statement.Action) expect(action, name).toMatch(/^[a-z0-9]+:[A-Za-z]+$/);
      }
    }
  });

  it("may touch only what the program declares, or what lies in it", () => {
    const declared = deployed(graph).flatMap(({ outputs }) => (typeof outputs.arn === "string" ? [outputs.arn] : []));
    const executions = declared.map((arn) => arn.replace(":stateMachine:", ":execution:"));
    const ofAws = [
      // Glue asks for the catalog beside the database and the table.
      "arn:aws:glue:eu-central-1:000000000000:catalog",
      "arn:aws:glue:ap-southeast-2:000000000000:catalog",
      // The rule by which Step Functions hears that an execution which it waits for has ended.
      "arn:aws:events:eu-central-1:000000000000:rule/StepFunctionsGetEventsForStepFunctionsExecutionRule",
    ];
    const known = [...declared, ...executions, ...ofAws];
    const isWithin = (arn: string) =>
      known.some((each) => arn === each || arn.startsWith(`${each}:`) || arn.startsWith(`${each}/`));
    for (const { name, inputs } of ofKind(graph, "RolePolicy")) {
      for (const arn of statementsOf(inputs.policy).flatMap((statement) => statement.Resource)) {
        expect(isWithin(arn), `${name}: ${arn}`).toBe(true);
      }
    }
  });
});
