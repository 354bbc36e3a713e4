import { type Declared, type Derived, type Family, physicalName, regionalArn, textInput } from "../Family.ts";

/** EventBridge's rules on the default bus, and their targets. */
export const eventsFamily: Family = {
  "aws:cloudwatch/eventRule:EventRule": eventRule,
  "aws:cloudwatch/eventTarget:EventTarget": eventTarget,
};

function eventRule(declared: Declared): Derived {
  const name = physicalName(declared, "name");
  return { id: name, outputs: { name, arn: regionalArn(declared, "events", `rule/${name}`) } };
}

function eventTarget(declared: Declared): Derived {
  const targetId = physicalName(declared, "targetId");
  return { id: `${textInput(declared, "rule") ?? ""}-${targetId}`, outputs: { targetId } };
}
