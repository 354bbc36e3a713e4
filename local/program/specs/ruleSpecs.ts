import { z } from "zod";
import type { Graph } from "../Graph.ts";
import type { Resource } from "../Resource.ts";
import { parseInputs } from "./parseInputs.ts";

/** Where a rule sends the events that match, and in what form. */
export interface TargetSpec {
  id: string;
  /** Of a topic, a queue or a state machine. */
  arn: string;
  /** The role in which a machine is started; undefined for topics and queues, which have policies of their own. */
  roleArn: string | undefined;
  /** The event made into a text; undefined sends it whole. */
  transformer: { paths: Record<string, string>; template: string } | undefined;
  /** How long and how often a delivery is tried again. */
  retry: { seconds: number; attempts: number };
  deadLetterArn: string | undefined;
}

/** A rule of the default bus. */
export interface RuleSpec {
  name: string;
  region: string;
  arn: string;
  /** The parsed pattern. */
  pattern: unknown;
  targets: TargetSpec[];
}

const inert = z.unknown().optional();
const ruleInputs = z.strictObject({
  name: z.string().optional(),
  region: z.string().optional(),
  description: inert,
  eventBusName: z.literal("default").optional(),
  eventPattern: z.string(),
  state: z.enum(["ENABLED", "DISABLED"]).default("ENABLED"),
  forceDestroy: inert,
  tags: inert,
});
const target = z.strictObject({
  rule: z.string(),
  region: z.string().optional(),
  arn: z.string().regex(/^arn:aws:(sns|sqs|states):/, "only topics, queues and state machines are served locally"),
  roleArn: z.string().optional(),
  targetId: z.string().optional(),
  eventBusName: z.literal("default").optional(),
  inputTransformer: z
    .strictObject({ inputPaths: z.record(z.string(), z.string()).default({}), inputTemplate: z.string() })
    .optional(),
  retryPolicy: z
    .strictObject({
      maximumEventAgeInSeconds: z.number().default(86_400),
      maximumRetryAttempts: z.number().default(185),
    })
    .optional(),
  deadLetterConfig: z.strictObject({ arn: z.string().optional() }).optional(),
  forceDestroy: inert,
});
const targetInputs = target.refine(({ arn, roleArn }) => !arn.startsWith("arn:aws:states:") || roleArn !== undefined, {
  path: ["roleArn"],
  error: "a state machine is started in a role",
});

/** The enabled rules of the program, with their targets. */
export function ruleSpecs(graph: Graph): RuleSpec[] {
  const targets = graph.ofType("aws:cloudwatch/eventTarget:EventTarget");
  return graph.ofType("aws:cloudwatch/eventRule:EventRule").flatMap((resource) => {
    const { eventPattern, state } = parseInputs(resource, ruleInputs);
    const { name, arn } = resource.outputs;
    const own = targets.filter(({ inputs, region }) => inputs.rule === name && region === resource.region);
    const spec = {
      name: String(name),
      region: resource.region,
      arn: String(arn),
      pattern: JSON.parse(eventPattern),
      targets: own.map(targetSpec),
    };
    return state === "ENABLED" ? [spec] : [];
  });
}

function targetSpec(resource: Resource): TargetSpec {
  const { arn, roleArn, inputTransformer, retryPolicy, deadLetterConfig } = parseInputs(resource, targetInputs);
  return {
    id: String(resource.outputs.targetId),
    arn,
    roleArn,
    transformer: inputTransformer && { paths: inputTransformer.inputPaths, template: inputTransformer.inputTemplate },
    retry: {
      seconds: retryPolicy?.maximumEventAgeInSeconds ?? 86_400,
      attempts: retryPolicy?.maximumRetryAttempts ?? 185,
    },
    deadLetterArn: deadLetterConfig?.arn,
  };
}
