import { beforeAll, describe, expect, it } from "vitest";
import type { Graph } from "../../local/program/Graph.ts";
import { loadStack } from "./loadStack.ts";
import { deployed, kindOf, ofKind, statementsOf } from "./resources.ts";

let graph: Graph;

beforeAll(async () => {
  const regions = { "aws:region": "eu-central-1", "sluice:farRegion": "ap-southeast-2" };
  graph = await loadStack({ ...regions, "sluice:pipelines": '["csv-lake"]' });
});

/** What takes a role: a function, a machine, a rule's target, a job, a crawler or a namespace. */
const runsAs = (roleArn: unknown) =>
  deployed(graph).filter(({ inputs }) => [inputs.role, inputs.roleArn, inputs.defaultIamRoleArn].includes(roleArn));

const takers: Readonly<Record<string, unknown>> = {
  Function: { Service: "lambda.amazonaws.com" },
  StateMachine: { Service: "states.amazonaws.com" },
  EventTarget: { Service: "events.amazonaws.com" },
  Crawler: { Service: "glue.amazonaws.com" },
  Job: { Service: "glue.amazonaws.com" },
  Namespace: { Service: ["redshift.amazonaws.com", "redshift-serverless.amazonaws.com"] },
};
const people = { AWS: "000000000000" };

const ofStatements = ["DescribeStatement", "GetStatementResult", "CancelStatement"].map(
  (each) => `redshift-data:${each}`,
);

describe("every role", () => {
  it("is of one resource, whose service alone may take it, or of those in the account who query a warehouse", () => {
    const ofPeople: string[] = [];
    for (const role of ofKind(graph, "Role")) {
      const [runs, ...others] = runsAs(role.outputs.arn);
      expect(others, role.name).toEqual([]);
      if (runs === undefined) ofPeople.push(role.name);
      const Principal = runs === undefined ? people : takers[kindOf(runs)];
      const { Statement } = JSON.parse(String(role.inputs.assumeRolePolicy));
      expect(Statement, role.name).toEqual([{ Effect: "Allow", Action: "sts:AssumeRole", Principal }]);
    }
    expect(ofPeople.sort()).toEqual(["csv-lake-far-reader", "csv-lake-near-reader"]);
  });

  it("has one policy, written for it", () => {
    const roles = ofKind(graph, "Role").map(({ id }) => id);
    const policies = ofKind(graph, "RolePolicy").map(({ inputs }) => inputs.role);
    expect(policies.sort()).toEqual(roles.sort());
    expect(roles).toHaveLength(27);
  });

  it("is granted single actions, by name", () => {
    for (const { name, inputs } of ofKind(graph, "RolePolicy")) {
      for (const statement of statementsOf(inputs.policy)) {
        expect(statement.Effect, name).toBe("Allow");
        for (const action of statement.Action) expect(action, name).toMatch(/^[a-z0-9-]+:[A-Za-z]+$/);
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
      // Tables that the contracts name, or that the landing crawler makes.
      "arn:aws:glue:eu-central-1:000000000000:table/sluice_test",
      "arn:aws:glue:eu-central-1:000000000000:table/sluice_test_landing",
      "arn:aws:glue:ap-southeast-2:000000000000:table/sluice_test",
      // Where every crawler of a region writes its log.
      "arn:aws:logs:eu-central-1:000000000000:log-group:/aws-glue/crawlers",
      "arn:aws:logs:ap-southeast-2:000000000000:log-group:/aws-glue/crawlers",
      // The rule by which Step Functions hears that an execution which it waits for has ended.
      "arn:aws:events:eu-central-1:000000000000:rule/StepFunctionsGetEventsForStepFunctionsExecutionRule",
    ];
    const known = [...declared, ...executions, ...ofAws];
    const isWithin = (arn: string) =>
      known.some((each) => arn === each || arn.startsWith(`${each}:`) || arn.startsWith(`${each}/`));
    for (const { name, inputs } of ofKind(graph, "RolePolicy")) {
      for (const { Resource, Action, Condition } of statementsOf(inputs.policy)) {
        // A statement of the Data API has no ARN: to look at it one must own it, or have been given its id. A metric
        // has none either: its namespace bounds what may be written.
        if (Action.includes("cloudwatch:PutMetricData"))
          expect({ Action, Resource, Condition }, name).toEqual({
            ...{ Action: ["cloudwatch:PutMetricData"], Resource: ["*"] },
            Condition: { StringEquals: { "cloudwatch:namespace": "Glue" } },
          });
        else if (Resource.includes("*"))
          expect(
            Action.every((action) => ofStatements.includes(action)),
            name,
          ).toBe(true);
        else for (const arn of Resource) expect(isWithin(arn), `${name}: ${arn}`).toBe(true);
        if (name.endsWith("-reader") && Resource.includes("*")) {
          expect(Condition).toEqual({ StringEquals: { "redshift-data:statement-owner-iam-userid": `\${aws:userid}` } });
        }
      }
    }
  });
});
