import { z } from "zod";
import { SluiceError } from "../../../core/errors.ts";
import { type ValueRule, valueRule } from "./valueRule.ts";

/** Whether an event is what a rule's pattern asks for. */
export type Matches = (event: unknown) => boolean;

const exists = z.strictObject({ exists: z.boolean() });

/**
 * Compiles a rule's pattern: an object whose fields must all match, `$or` of which one, and lists of rules of which one.
 * Where the event has a list, one of its items must match.
 *
 * @throws SluiceError `program.unsupported_input` where it is no pattern; EventBridge refuses such a rule too.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 */
export function eventPattern(pattern: unknown, where: string): Matches {
  return objectOf(pattern, where, "");
}

function objectOf(pattern: unknown, where: string, path: string): Matches {
  const fields = z.record(z.string(), z.unknown()).safeParse(pattern);
  if (!fields.success || Object.keys(fields.data).length === 0) throw invalid(where, path, "is no object with fields");
  const tests = Object.entries(fields.data).map(([name, rule]) => fieldOf(name, rule, where, `${path}.${name}`));
  const matches: Matches = (value) => isObject(value) && tests.every((test) => test(value));
  return (value) => (Array.isArray(value) ? value.some(matches) : matches(value));
}

function fieldOf(name: string, rule: unknown, where: string, path: string): (value: Fields) => boolean {
  if (name === "$or" && Array.isArray(rule) && rule.every(isObject)) {
    const options = rule.map((option) => objectOf(option, where, path));
    return (value) => options.some((matches) => matches(value));
  }
  if (!Array.isArray(rule)) {
    const inner = objectOf(rule, where, path);
    return (value) => inner(value[name]);
  }
  const test = leafOf(rule, where, path);
  return (value) => test(Object.hasOwn(value, name) ? { value: value[name] } : undefined);
}

type Found = { value: unknown } | undefined;

/** A list of rules for a leaf, which may be absent. */
function leafOf(rules: readonly unknown[], where: string, path: string): (found: Found) => boolean {
  if (rules.length === 0) throw invalid(where, path, "lists no rule");
  const tests = rules.map((rule) => foundRule(rule, where, path));
  return (found) => tests.some((test) => test(found));
}

function foundRule(rule: unknown, where: string, path: string): (found: Found) => boolean {
  const asked = exists.safeParse(rule);
  // Only a leaf exists: an object or an empty list does not.
  if (asked.success) return (found) => (found !== undefined && leaves(found.value).length > 0) === asked.data.exists;
  const parsed = valueRule.safeParse(rule);
  if (!parsed.success) throw invalid(where, path, `has a rule that is none: ${JSON.stringify(rule)}`);
  const test: ValueRule = parsed.data;
  return (found) => found !== undefined && leaves(found.value).some(test);
}

function leaves(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap(leaves);
  return isObject(value) ? [] : [value];
}

type Fields = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function invalid(where: string, path: string, what: string): SluiceError {
  const named = path === "" ? "The event pattern" : `The event pattern's ${path.slice(1)}`;
  return new SluiceError("program.unsupported_input", `${named} ${what}`, {
    where,
    mend: "write it as EventBridge's user guide shows",
  });
}
