import { z } from "zod";
import type { Graph } from "../Graph.ts";
import { parseInputs } from "./parseInputs.ts";

/** A schedule that starts a machine. */
export interface ScheduleSpec {
  readonly name: string;
  readonly region: string;
  readonly arn: string;
  /** `rate(1 day)`, `cron(0 3 * * ? *)` */
  readonly expression: string;
  /** IANA zone. */
  readonly zone: string;
  /** ARN of the machine. */
  readonly machineArn: string;
  /** The role that it is started in, and that sends to the dead-letter queue. */
  readonly roleArn: string;
  /** JSON text. */
  readonly input: string;
  /** How long and how often a start is tried again. */
  readonly retry: { readonly seconds: number; readonly attempts: number };
  readonly deadLetterArn: string | undefined;
}

const inert = z.unknown().optional();
const machine = z.string().regex(/^arn:aws:states:[^:]+:\d+:stateMachine:/, "only state machines are started locally");
const inputs = z.strictObject({
  name: z.string().optional(),
  region: z.string().optional(),
  description: inert,
  groupName: z.literal("default").optional(),
  state: z.enum(["ENABLED", "DISABLED"]).default("ENABLED"),
  scheduleExpression: z.string(),
  scheduleExpressionTimezone: z.string().default("UTC"),
  flexibleTimeWindow: z.strictObject({ mode: z.literal("OFF") }),
  target: z.strictObject({
    arn: machine,
    roleArn: z.string(),
    input: z.string().default("{}"),
    retryPolicy: z
      .strictObject({
        maximumEventAgeInSeconds: z.number().int().min(60).max(86_400).default(86_400),
        maximumRetryAttempts: z.number().int().min(0).max(185).default(185),
      })
      .prefault({}),
    deadLetterConfig: z.strictObject({ arn: z.string() }).optional(),
  }),
});

/**
 * The enabled schedules of the program.
 * @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html
 */
export function scheduleSpecs(graph: Graph): ScheduleSpec[] {
  return graph.ofType("aws:scheduler/schedule:Schedule").flatMap((resource) => {
    const { state, scheduleExpression, scheduleExpressionTimezone, target } = parseInputs(resource, inputs);
    const { maximumEventAgeInSeconds: seconds, maximumRetryAttempts: attempts } = target.retryPolicy;
    const spec = {
      name: String(resource.outputs.name),
      region: resource.region,
      arn: String(resource.outputs.arn),
      expression: scheduleExpression,
      zone: scheduleExpressionTimezone,
      machineArn: target.arn,
      roleArn: target.roleArn,
      input: target.input,
      retry: { seconds, attempts },
      deadLetterArn: target.deadLetterConfig?.arn,
    };
    return state === "ENABLED" ? [spec] : [];
  });
}
