import { setTimeout } from "node:timers/promises";
import type { Call } from "../../services/kernel/Call.ts";
import { isLike } from "../../services/kernel/isLike.ts";
import type { Service } from "../../services/kernel/Service.ts";
import type { FaultRule } from "./FaultRule.ts";
import { faultError } from "./faultError.ts";

/** A rule that holds, and what it has done. */
export interface Fault {
  /** Counts from 1 in each host. */
  readonly id: number;
  readonly rule: FaultRule;
  /** Calls that the rule spoke of, those that it let pass at first included. */
  readonly met: number;
  /** Calls that went wrong by it. */
  readonly done: number;
}

/** A rule that holds, while it does. */
interface Held extends Fault {
  met: number;
  done: number;
  readonly removed: AbortController;
}

/** What a call is given up with where its fault is more than an error. */
class Faulted extends Error {
  readonly held: Held;

  constructor(held: Held) {
    super("A fault was asked for");
    this.held = held;
  }
}

/**
 * Has calls go wrong on purpose: by the first rule that speaks of one. A rule is asked as soon as the service knows what
 * IAM would be asked, before anything is done. Work that the host does without a call is not reached: what S3 tells a
 * queue, what a queue hands to a function, what a crawler reads.
 */
export class Faults {
  #last = 0;
  readonly #held = new Map<number, Held>();

  /** From now on, until the returned function is called. */
  add(rule: FaultRule): () => void {
    const id = ++this.#last;
    this.#held.set(id, { id, rule, met: 0, done: 0, removed: new AbortController() });
    return () => this.remove(id);
  }

  /** The rules that hold, oldest first. */
  all(): Fault[] {
    return [...this.#held.values()].map(({ id, rule, met, done }) => ({ id, rule, met, done }));
  }

  /** Removes a rule, and lets go of the calls that hang by it. */
  remove(id: number): void {
    this.#held.get(id)?.removed.abort();
    this.#held.delete(id);
  }

  clear(): void {
    for (const id of [...this.#held.keys()]) this.remove(id);
  }

  /** Has a service handle a call, or go wrong. @throws AwsError as the service does, and that of a rule */
  async handle(service: Service, call: Call): Promise<void> {
    const waited = new Set<Held>();
    call.beforeWork = (action, resource) => this.#ask(service.name, call, { action, resource }, waited);
    for (;;) {
      try {
        return await service.handle(call);
      } catch (error) {
        if (!(error instanceof Faulted)) throw error;
        if (error.held.rule.answer === "reset") return close(call);
        await this.#wait(error.held);
        waited.add(error.held);
        call.asked.length = 0;
      }
    }
  }

  #ask(service: string, call: Call, asked: Call["asked"][number], waited: ReadonlySet<Held>): void {
    for (const held of this.#held.values()) {
      const { rule } = held;
      if (waited.has(held) || !speaksOf(rule, service, call, asked)) continue;
      held.met += 1;
      if (held.met <= (rule.after ?? 0) || held.done >= (rule.times ?? Number.POSITIVE_INFINITY)) continue;
      held.done += 1;
      const error = faultError(service, rule.answer);
      if (error !== undefined) throw error;
      if (rule.answer !== "lost") throw new Faulted(held);
      loseAnswer(call);
    }
  }

  async #wait({ rule: { answer }, removed: { signal } }: Held): Promise<void> {
    const milliseconds = typeof answer === "object" && "hang" in answer ? answer.hang : 0;
    await setTimeout(milliseconds, undefined, { signal }).catch(() => undefined);
  }
}

function speaksOf(rule: FaultRule, service: string, call: Call, { action, resource }: Call["asked"][number]): boolean {
  const isLiked = (value: string, pattern: string | undefined) => pattern === undefined || isLike(value, pattern);
  return (
    (rule.service ?? service) === service &&
    (rule.region ?? call.region) === call.region &&
    isLiked(action, rule.action) &&
    isLiked(resource, rule.resource) &&
    isLiked(call.caller, rule.caller)
  );
}

function close({ response }: Call): void {
  response.statusCode = 0;
  response.destroy();
}

/** The service answers into the void, and the connection is closed in place of the answer's end. */
function loseAnswer({ response }: Call): void {
  const writeHead = (status: number) => {
    response.statusCode = status;
    return response;
  };
  const end = () => response.destroy();
  Object.assign(response, { writeHead, write: () => true, end });
}
