import { z } from "zod";
import { AwsError } from "../kernel/AwsError.ts";

const asked = z.object({
  NextToken: z.string().optional(),
  MaxResults: z.number().int().min(1).max(1000).default(100),
});

/** One page of a list, and the token of the next. */
export function pageOf<T>(items: readonly T[], input: unknown): { items: readonly T[]; NextToken: string | undefined } {
  const parsed = asked.safeParse(input);
  const from = Number(parsed.data?.NextToken ?? 0);
  if (!parsed.success || !Number.isInteger(from)) {
    throw new AwsError("InvalidInputException", "MaxResults or NextToken is invalid.");
  }
  const to = from + parsed.data.MaxResults;
  return { items: items.slice(from, to), NextToken: to < items.length ? String(to) : undefined };
}
