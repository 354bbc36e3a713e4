import { oneLine } from "./oneLine.ts";

/** What each line of a job's log has beside its message and facts: who follows it knows. */
const known = new Set(["message", "run", "attempt", "dataset", "time", "timestamp", "level", "location", "service"]);

/**
 * A line of a job's log, in short: the message and the facts of a JSON line, and of what a job prints the text itself.
 * Undefined for other lines of its error stream, where the platform says much that tells nothing of the run.
 */
export function jobLine(line: string, stream: "output" | "error"): string | undefined {
  const entry = jsonObject(line);
  if (entry === undefined) return stream === "output" && line.trim() !== "" ? oneLine(line) : undefined;
  const facts = Object.entries(entry).flatMap(([name, value]) => (known.has(name) ? [] : factOf(name, value)));
  const message = typeof entry.message === "string" ? entry.message : "";
  return oneLine(facts.length === 0 ? message : `${message} (${facts.join(", ")})`.trim());
}

function factOf(name: string, value: unknown): string[] {
  if (typeof value === "number") return [`${name} ${Number.isInteger(value) ? value : value.toFixed(2)}`];
  return typeof value === "string" && value !== "" ? [`${name} ${value}`] : [];
}

function jsonObject(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
