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

/**
 * Which calls of the host's services go wrong, and how. What is absent, any call has; in patterns `*` stands for any
 * text and `?` for one character.
 */
export const faultRule = z.strictObject({
  /** As SigV4 names it: `s3`, `states`, `redshift-data`. */
  service: z.string().optional(),
  /** Pattern of what IAM is asked: `s3:PutObject`. */
  action: pattern.optional(),
  region: z.string().optional(),
  /** Pattern of an ARN. */
  resource: pattern.optional(),
  /** Pattern of a role's name, or `operator`. */
  caller: pattern.optional(),
  /** Calls that go well before the first that does not. @default 0 */
  after: count.optional(),
  /** Calls that go wrong. @default all */
  times: count.optional(),
  answer,
});

export type FaultRule = z.infer<typeof faultRule>;
export type FaultAnswer = FaultRule["answer"];
