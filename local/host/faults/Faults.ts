import { AwsError } from "../../services/kernel/AwsError.ts";
import type { Call } from "../../services/kernel/Call.ts";
import { isLike } from "../../services/kernel/isLike.ts";
import type { Service } from "../../services/kernel/Service.ts";
import type { FaultRule } from "./FaultRule.ts";
import { faultError } from "./faultError.ts";
import { type Fault, HeldRule } from "./HeldRule.ts";

/** What a rule may speak of. */
export interface Asked {
  readonly service: string;
  readonly region: string;
  readonly action: string;
  readonly resource: string;
  readonly caller: string;
  /** What a call's repetitions by the SDK share. */
  readonly invocation?: string | undefined;
}

/** An execution that enters a state. */
export interface Entered {
  readonly region: string;
  /** `<machine>.<state>` */
  readonly state: string;
  /** Its ARN. */
  readonly resource: string;
}

/** What a call is given up with where its fault is more than an error. */
class Faulted extends Error {
  readonly held: HeldRule;

  constructor(held: HeldRule) {
    super("A fault was asked for");
    this.held = held;
  }
}

/**
 * Has calls go wrong on purpose: by the first rule that speaks of one. A rule is asked as soon as the service knows what
 * IAM would be asked, before anything is done. Of what the host does without a call, what S3 tells a queue and what
 * Lambda asks a queue are reached; what EventBridge and alarms send, and what crawlers read, are not.
 */
export class Faults {
  #last = 0;
  readonly #held = new Map<number, HeldRule>();

  /** From now on, until the returned function is called. */
  add(rule: FaultRule): () => void {
    const id = ++this.#last;
    this.#held.set(id, new HeldRule(id, rule));
    return () => this.remove(id);
  }

  /** The rules that hold, oldest first. */
  all(): Fault[] {
    return [...this.#held.values()].map((held) => held.told);
  }

  /** Removes a rule, and lets go of the calls that hang by it. */
  remove(id: number): void {
    this.#held.get(id)?.remove();
    this.#held.delete(id);
  }

  clear(): void {
    for (const id of [...this.#held.keys()]) this.remove(id);
  }

  /** Has a service handle a call, or go wrong. @throws AwsError as the service does, and that of a rule */
  async handle(service: Service, call: Call): Promise<void> {
    const waited = new Set<HeldRule>();
    const { region, caller } = call;
    const by = { service: service.name, region, caller, invocation: call.header("amz-sdk-invocation-id") };
    call.beforeWork = (action, resource) => {
      if (this.#ask({ ...by, action, resource }, waited)) loseAnswer(call);
    };
    for (;;) {
      try {
        return await service.handle(call);
      } catch (error) {
        if (!(error instanceof Faulted)) throw error;
        if (error.held.rule.answer === "reset") return close(call);
        await error.held.hang(call.asked.at(-1)?.resource ?? "*");
        waited.add(error.held);
        call.asked.length = 0;
      }
    }
  }

  /**
   * Does what a service does without a call: at once, where no rule speaks of it.
   * @throws AwsError that of a rule; in place of an answer that is not heard, one of 500
   */
  async work<T>(asked: Asked, run: () => T): Promise<T> {
    const waited = new Set<HeldRule>();
    for (;;) {
      try {
        const isLost = this.#ask(asked, waited);
        const result = run();
        if (isLost) throw unheard();
        return result;
      } catch (error) {
        if (!(error instanceof Faulted)) throw error;
        if (error.held.rule.answer === "reset") throw unheard();
        await error.held.hang(asked.resource);
        waited.add(error.held);
      }
    }
  }

  /** Holds an execution as it enters a state, while a rule says so. */
  async entering({ region, state, resource }: Entered): Promise<void> {
    for (const held of [...this.#held.values()]) {
      const { rule } = held;
      const speaks = rule.state !== undefined && isLike(state, rule.state) && isOf(rule, { region, resource });
      if (speaks && held.counts(resource)) await held.hang(resource);
    }
  }

  /** True where the answer is to be lost. @throws AwsError, Faulted */
  #ask(asked: Asked, waited: ReadonlySet<HeldRule>): boolean {
    let isLost = false;
    const keys = [`${asked.action} ${asked.resource}`, asked.invocation ?? []].flat();
    for (const held of this.#held.values()) {
      const { rule } = held;
      if (waited.has(held) || !speaksOf(rule, asked) || !held.counts(...keys)) continue;
      const error = faultError(asked.service, rule.answer);
      if (error !== undefined) throw error;
      if (rule.answer !== "lost") throw new Faulted(held);
      isLost = true;
    }
    return isLost;
  }
}

function speaksOf(rule: FaultRule, { service, action, caller, ...asked }: Asked): boolean {
  return (
    rule.state === undefined &&
    (rule.service ?? service) === service &&
    isLiked(action, rule.action) &&
    isLiked(caller, rule.caller) &&
    isOf(rule, asked)
  );
}

function isOf(rule: FaultRule, { region, resource }: Pick<Asked, "region" | "resource">): boolean {
  return (rule.region ?? region) === region && isLiked(resource, rule.resource);
}

function isLiked(value: string, pattern: string | undefined): boolean {
  return pattern === undefined || isLike(value, pattern);
}

function unheard(): AwsError {
  return new AwsError("RequestTimeout", "The connection was closed without an answer.", 500);
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
