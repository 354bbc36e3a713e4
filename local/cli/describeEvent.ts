import type { HostEvent } from "../services/kernel/HostEvent.ts";
import { formatBytes } from "./formatBytes.ts";
import { jobLine } from "./jobLine.ts";
import { oneLine } from "./oneLine.ts";

/** The lines on something that happened: one, or as many as a job wrote, or none where a reader would not miss it. */
export function describeLines(event: HostEvent): string[] {
  const lines =
    event.kind === "job.logged"
      ? event.lines.map((line) => jobLine(line, event.stream)?.replace(/^/, `${machineName(event.job)} | `))
      : [describeEvent(event)];
  return lines.filter((line) => line !== undefined);
}

/** One line on something that happened, or undefined where a reader would not miss it. */
export function describeEvent(event: HostEvent): string | undefined {
  switch (event.kind) {
    case "object.created":
      return `landed s3://${event.bucket}/${event.key} (${formatBytes(event.bytes)})`;
    case "message.delivered":
      return `event delivered to ${event.function}${event.receiveCount > 1 ? `, try ${event.receiveCount}` : ""}`;
    case "message.buried":
      return `event moved to ${event.deadLetterQueue}`;
    case "execution.started":
      return `${machineName(event.machine)} started`;
    case "state.exited":
      if (!doesWork.has(event.type)) return undefined;
      return `${machineName(event.machine)} · ${event.state}${outcomeOf(event.output)}`;
    case "state.failed":
      return `${machineName(event.machine)} · ${event.state} failed: ${event.error}`;
    case "execution.ended":
      return `${machineName(event.machine)} ${event.status.toLowerCase()}${event.error ? `: ${event.error}` : ""}`;
    case "crawl.started":
      return `crawler ${machineName(event.crawler)} started`;
    case "crawl.ended":
      return `crawler ${machineName(event.crawler)} ${event.status.toLowerCase()}${crawlOutcome(event)}`;
    case "job.started":
      return `job ${machineName(event.job)} started (${event.run.slice(0, 15)})`;
    case "job.ended":
      return `job ${machineName(event.job)} ${event.state.toLowerCase()} after ${(event.durationMs / 1000).toFixed(1)} s${event.error ? `: ${oneLine(event.error)}` : ""}`;
    case "mail.sent":
      return `mail sent: ${event.subject}`;
    default:
      return undefined;
  }
}

/** The types of state whose end says something new. */
const doesWork = new Set(["Task", "Parallel", "Map", "Succeed"]);

/** The logical name of a machine: its ARN's last part without the digits that naming adds. */
export function machineName(machine: string): string {
  return (machine.split(":").at(-1) ?? machine).replace(/-[0-9a-f]{7}$/, "");
}

/** What a state says of itself, in short: its counts and statuses. */
function outcomeOf(output: string): string {
  const result = payloadOf(output);
  const told = ["status", "read", "written", "rejected", "files", "partitions", "created"];
  const facts = told.flatMap((key) => (isScalar(result[key]) ? [`${key} ${result[key]}`] : []));
  return facts.length === 0 ? "" : ` (${facts.join(", ")})`;
}

/** What a crawl changed, or why it failed. */
function crawlOutcome({ error, counts }: Extract<HostEvent, { kind: "crawl.ended" }>): string {
  if (error !== undefined) return `: ${error}`;
  const changes = [
    ["tables created", counts.tablesCreated],
    ["tables updated", counts.tablesUpdated],
    ["partitions added", counts.partitionsCreated],
  ] as const;
  const made = changes.filter(([, count]) => count > 0).map(([what, count]) => `${what} ${count}`);
  return made.length === 0 ? " (nothing new)" : ` (${made.join(", ")})`;
}

function payloadOf(output: string): Record<string, unknown> {
  const parsed: unknown = JSON.parse(output === "" ? "null" : output);
  if (typeof parsed !== "object" || parsed === null) return {};
  const { Payload } = parsed as { Payload?: unknown };
  return (typeof Payload === "object" && Payload !== null ? Payload : parsed) as Record<string, unknown>;
}

function isScalar(value: unknown): value is string | number {
  return typeof value === "number" || (typeof value === "string" && value !== "");
}
