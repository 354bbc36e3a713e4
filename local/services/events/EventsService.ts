import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { RuleSpec } from "../../program/specs/ruleSpecs.ts";
import type { Clock } from "../../states/Clock.ts";
import type { Call } from "../kernel/Call.ts";
import { type JsonInput, type JsonOperations, JsonService } from "../kernel/JsonService.ts";
import { readInput } from "../kernel/readInput.ts";
import { deliver, type Reach } from "./deliver.ts";
import type { Event, NewEvent } from "./Event.ts";
import { eventPattern, type Matches } from "./eventPattern.ts";

/** What EventBridge needs of its host. */
export interface EventsOptions {
  accountId: string;
  rules: readonly RuleSpec[];
  clock: Clock;
  reach: Reach;
}

const putEvents = z.object({
  Entries: z
    .array(
      z.object({
        Source: z.string(),
        DetailType: z.string(),
        Detail: z.string(),
        Resources: z.array(z.string()).default([]),
        EventBusName: z.string().default("default"),
      }),
    )
    .min(1)
    .max(10),
});

/**
 * The default event bus of EventBridge in each region, with the rules that the program declares.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
 */
export class EventsService extends JsonService {
  readonly name = "events";
  protected readonly version = "1.1";
  readonly #options: EventsOptions;
  readonly #rules: readonly { spec: RuleSpec; matches: Matches }[];
  readonly #closing = new AbortController();

  constructor(options: EventsOptions) {
    super();
    this.#options = options;
    this.#rules = options.rules.map((spec) => ({ spec, matches: eventPattern(spec.pattern, spec.name) }));
  }

  protected readonly operations: JsonOperations = {
    PutEvents: (input, call) => {
      const entries = readInput(putEvents, input).Entries.map((entry) => this.#putEntry(entry, call));
      return { FailedEntryCount: entries.filter(({ ErrorCode }) => ErrorCode !== undefined).length, Entries: entries };
    },
  };

  /** Puts an event on the bus of its region, in the name of a service of AWS; gives its id. */
  put(event: NewEvent): string {
    const { accountId: account, clock, reach } = this.#options;
    const time = clock
      .now()
      .toISOString()
      .replace(/\.\d+Z$/, "Z");
    const full: Event = { version: "0", id: randomUUID(), account, time, ...event };
    const matching = this.#rules.filter(({ spec, matches }) => spec.region === event.region && matches(full));
    for (const { spec } of matching) {
      for (const target of spec.targets) {
        const given = { reach, clock, signal: this.#closing.signal };
        // What is still to be delivered when the host closes is lost, as the host has no memory of events.
        deliver(full, spec, target, given).catch(() => undefined);
      }
    }
    return full.id;
  }

  async close(): Promise<void> {
    this.#closing.abort();
  }

  #putEntry(entry: z.infer<typeof putEvents>["Entries"][number], call: Call): JsonInput {
    const { Source, DetailType, Detail, Resources, EventBusName } = entry;
    call.asks("events:PutEvents", `arn:aws:events:${call.region}:${this.#options.accountId}:event-bus/default`);
    const detail = detailOf(Detail);
    if (detail === undefined) return { ErrorCode: "MalformedDetail", ErrorMessage: "Detail is malformed." };
    if (Source.startsWith("aws.") || !/(^|\/)default$/.test(EventBusName)) {
      const what = Source.startsWith("aws.") ? "Source must not start with aws." : "Only the default bus is served.";
      return { ErrorCode: "NotAuthorizedForSourceException", ErrorMessage: what };
    }
    const event = { source: Source, "detail-type": DetailType, detail, resources: Resources, region: call.region };
    return { EventId: this.put(event) };
  }
}

function detailOf(text: string): Record<string, unknown> | undefined {
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
