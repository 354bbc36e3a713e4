import { z } from "zod";

const pattern = z.string().min(1);
const count = z.number().int().nonnegative();

const answer = z.union([
  /** The service's own way to say that it is asked too often. */
  z.literal("throttle"),
  /** The service's own way to say that it failed within: a status of 500. */
  z.literal("unavailable"),
  /** The connection is closed without an answer, and nothing is done. */
  z.literal("reset"),
  /** It is done, and then the connection is closed without an answer. */
  z.literal("lost"),
  /** This error, in the service's protocol. */
  z.strictObject({ error: z.strictObject({ code: z.string().min(1), status: count, message: z.string().optional() }) }),
  /** It is done so many milliseconds later, or once the rule is removed. */
  z.strictObject({ hang: count }),
]);

const ofCalls = ["service", "action", "caller"] as const;

/**
 * Which calls of the host's services go wrong, and how. What is absent, any call has; in patterns `*` stands for any
 * text and `?` for one character. Of what services do without a call, rules speak as of calls where S3 tells a queue
 * (`sqs:SendMessage` of `s3.amazonaws.com`, which tries again) and where Lambda looks into a queue for a function, or
 * deletes from it (`sqs:ReceiveMessage` and `sqs:DeleteMessage` in the function's role).
 */
const shape = z.strictObject({
  /** As SigV4 names it: `s3`, `states`, `redshift-data`. */
  service: z.string().optional(),
  /** Pattern of what IAM is asked: `s3:PutObject`. */
  action: pattern.optional(),
  region: z.string().optional(),
  /** Pattern of an ARN. */
  resource: pattern.optional(),
  /** Pattern of a role's name, or `operator`. */
  caller: pattern.optional(),
  /**
   * Pattern of `<machine>.<state>`: the rule is then not of calls, but holds executions as they enter such a state; the
   * resource is the execution's ARN, and the answer is `hang`.
   */
  state: pattern.optional(),
  /**
   * Whether `after` and `times` are of each call by itself, repetitions by the SDK included, and of all that asks the
   * same of the same resource. @default false
   */
  perCall: z.boolean().optional(),
  /** Calls that go well before the first that does not. @default 0 */
  after: count.optional(),
  /** Calls that go wrong. @default all */
  times: count.optional(),
  answer,
});

export const faultRule = shape.refine(
  (rule) =>
    rule.state === undefined ||
    (ofCalls.every((name) => rule[name] === undefined) && typeof rule.answer === "object" && "hang" in rule.answer),
  "a rule of a state has no service, action or caller, and its answer is hang",
);

export type FaultRule = z.infer<typeof faultRule>;
export type FaultAnswer = FaultRule["answer"];
