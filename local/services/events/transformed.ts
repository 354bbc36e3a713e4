import type { RuleSpec, TargetSpec } from "../../program/specs/ruleSpecs.ts";
import type { Event } from "./Event.ts";

/**
 * What a target is sent: the event, or what its transformer makes of it. A variable that stands alone becomes JSON; one
 * in a quoted text is put there as it is, unescaped; one whose path leads nowhere leaves nothing behind.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export function transformed(event: Event, { transformer }: TargetSpec, rule: RuleSpec): string {
  if (transformer === undefined) return JSON.stringify(event);
  const values = new Map<string, unknown>([
    ["aws.events.rule-arn", rule.arn],
    ["aws.events.rule-name", rule.name],
    ["aws.events.event.ingestion-time", event.time],
    ["aws.events.event.json", event],
    ...Object.entries(transformer.paths).map(([name, path]): [string, unknown] => [name, valueAt(event, path)]),
  ]);
  let quoted = false;
  return transformer.template.replaceAll(/\\"|"|<([A-Za-z0-9._-]+)>/g, (found: string, name: string | undefined) => {
    if (found === '"') quoted = !quoted;
    if (name === undefined) return found;
    return values.has(name) ? shown(values.get(name), quoted) : found;
  });
}

function shown(value: unknown, quoted: boolean): string {
  if (value === undefined) return quoted ? "" : '""';
  return quoted && typeof value === "string" ? value : JSON.stringify(value);
}

/** Dots, and indices in brackets: `$.resources[0]`. */
function valueAt(event: Event, path: string): unknown {
  const steps = path.replace(/^\$\.?/, "").match(/[^.[\]]+/g) ?? [];
  let value: unknown = event;
  for (const step of steps) {
    if (typeof value !== "object" || value === null) return undefined;
    value = Object.hasOwn(value, step) ? (value as Record<string, unknown>)[step] : undefined;
  }
  return value;
}
