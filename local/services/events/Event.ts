/**
 * An event of EventBridge.
 * @see https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html
 */
export interface Event {
  version: "0";
  id: string;
  "detail-type": string;
  source: string;
  account: string;
  /** ISO 8601, whole seconds. */
  time: string;
  region: string;
  /** ARNs. */
  resources: string[];
  detail: Record<string, unknown>;
}

/** What an event says beside what the bus adds. */
export type NewEvent = Pick<Event, "detail-type" | "source" | "region" | "resources" | "detail">;
