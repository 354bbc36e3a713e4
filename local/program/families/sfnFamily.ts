import { type Declared, type Derived, type Family, physicalName, regionalArn } from "../Family.ts";

/** Step Functions state machines; the id of one is its ARN. */
export const sfnFamily: Family = { "aws:sfn/stateMachine:StateMachine": stateMachine };

function stateMachine(declared: Declared): Derived {
  const name = physicalName(declared, "name");
  const arn = regionalArn(declared, "states", `stateMachine:${name}`);
  return { id: arn, outputs: { name, arn, status: "ACTIVE", type: declared.inputs.type ?? "STANDARD" } };
}
