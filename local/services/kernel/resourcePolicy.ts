import { z } from "zod";
import { SluiceError } from "../../../core/errors.ts";
import { isLike } from "./isLike.ts";

/** An AWS service that acts by itself, on behalf of a resource of the account. */
export interface ServiceCaller {
  /** Its principal: `events.amazonaws.com`. */
  service: string;
  sourceArn: string;
}

const oneOrMore = z.union([z.string().transform((one) => [one]), z.array(z.string())]);
const statement = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(["Allow", "Deny"]),
  Principal: z.union([z.literal("*"), z.object({ Service: oneOrMore.default([]), AWS: z.unknown().optional() })]),
  Action: oneOrMore,
  Resource: oneOrMore,
  Condition: z.record(z.string(), z.record(z.string(), oneOrMore)).default({}),
});
const document = z.object({ Statement: z.array(statement) });
type Conditions = z.infer<typeof statement>["Condition"];

/**
 * Whether the policy of a queue or a topic lets a service do something to it. A denial wins; what no statement allows
 * is refused.
 *
 * @throws SluiceError `program.unsupported_input` where the policy says more than this understands.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function allowsService(policy: string, caller: ServiceCaller, action: string, resource: string): boolean {
  const { Statement } = read(policy, resource);
  const applying = Statement.filter(
    (each) =>
      (each.Principal === "*" || each.Principal.Service.includes(caller.service)) &&
      each.Action.some((pattern) => isLike(action.toLowerCase(), pattern.toLowerCase())) &&
      each.Resource.some((pattern) => isLike(resource, pattern)) &&
      holds(each.Condition, caller, resource),
  );
  return applying.length > 0 && applying.every(({ Effect }) => Effect === "Allow");
}

function read(policy: string, where: string): z.infer<typeof document> {
  const parsed = document.safeParse(JSON.parse(policy));
  if (parsed.success) return parsed.data;
  const what = parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; ");
  throw new SluiceError("program.unsupported_input", `The policy is not understood: ${what}`, { where });
}

function holds(conditions: Conditions, { sourceArn }: ServiceCaller, where: string): boolean {
  const known: Record<string, string> = {
    "aws:sourcearn": sourceArn,
    "aws:sourceaccount": sourceArn.split(":")[4] ?? "",
  };
  return Object.entries(conditions).every(([operator, keys]) =>
    Object.entries(keys).every(([key, values]) => {
      const value = known[key.toLowerCase()];
      const test = operators[operator];
      if (value === undefined || test === undefined) {
        throw new SluiceError("program.unsupported_input", `The condition ${operator} ${key} is not understood`, {
          where,
          mend: "use StringEquals or ArnEquals on aws:SourceArn or aws:SourceAccount",
        });
      }
      return values.some((pattern) => test(value, pattern));
    }),
  );
}

const operators: Readonly<Record<string, (value: string, pattern: string) => boolean>> = {
  StringEquals: (value, pattern) => value === pattern,
  StringLike: isLike,
  ArnEquals: isLike,
  ArnLike: isLike,
};
