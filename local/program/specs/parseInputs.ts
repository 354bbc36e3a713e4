import type { z } from "zod";
import { SluiceError } from "../../../core/errors.ts";
import type { Resource } from "../Resource.ts";

/**
 * The inputs of a resource, checked against what the local host honours.
 *
 * @throws SluiceError `program.unsupported_input` naming the resource and the input.
 */
export function parseInputs<T extends z.ZodType>(resource: Resource, schema: T): z.infer<T> {
  const parsed = schema.safeParse(resource.inputs);
  if (parsed.success) {
    return parsed.data;
  }
  const issues = parsed.error.issues.map((issue) => [issue.path.join("."), issue.message].filter(Boolean).join(": "));
  throw new SluiceError("program.unsupported_input", `${resource.type}: ${issues.join("; ")}`, {
    where: resource.name,
    mend: "leave the input out, or teach it to the local host",
  });
}
