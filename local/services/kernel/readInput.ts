import type { z } from "zod";
import { AwsError } from "./AwsError.ts";

/** The input of an operation, checked. @throws AwsError `ValidationException` naming the member. */
export function readInput<T extends z.ZodType>(schema: T, input: unknown): z.infer<T> {
  const parsed = schema.safeParse(input);
  if (!parsed.success) {
    const issues = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new AwsError("ValidationException", issues.join("; "));
  }
  return parsed.data;
}
