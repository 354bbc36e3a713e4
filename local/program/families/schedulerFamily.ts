import { type Declared, type Derived, type Family, physicalName, regionalArn } from "../Family.ts";

/** EventBridge Scheduler's schedules, in the default group. */
export const schedulerFamily: Family = { "aws:scheduler/schedule:Schedule": schedule };

function schedule(declared: Declared): Derived {
  const name = physicalName(declared, "name");
  const arn = regionalArn(declared, "scheduler", `schedule/default/${name}`);
  return { id: `default/${name}`, outputs: { name, arn, groupName: "default" } };
}
