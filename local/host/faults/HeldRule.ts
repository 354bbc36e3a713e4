import { setTimeout } from "node:timers/promises";
import type { FaultRule } from "./FaultRule.ts";

/** A rule that holds, and what it has done. */
export interface Fault {
  /** Counts from 1 in each host. */
  readonly id: number;
  readonly rule: FaultRule;
  /** Calls that the rule spoke of, those that it let pass at first included. */
  readonly met: number;
  /** Calls that went wrong by it. */
  readonly done: number;
  /** The resources of what hangs by it now. */
  readonly hanging: readonly string[];
}

interface Count {
  met: number;
  done: number;
}

/** A rule while it holds. */
export class HeldRule {
  readonly id: number;
  readonly rule: FaultRule;
  readonly #removed = new AbortController();
  readonly #hanging: string[] = [];
  /** Of all calls, under an empty key; by key, where the rule is of each by itself. */
  readonly #counts = new Map<string, Count>();

  constructor(id: number, rule: FaultRule) {
    this.id = id;
    this.rule = rule;
  }

  get told(): Fault {
    const { met, done } = this.#countOf("");
    return { id: this.id, rule: this.rule, met, done, hanging: [...this.#hanging] };
  }

  /** Counts a call that it speaks of; gives whether that one goes wrong. @param keys what its repetitions share */
  counts(...keys: string[]): boolean {
    const { after = 0, times = Number.POSITIVE_INFINITY, perCall = false } = this.rule;
    const all = this.#countOf("");
    const own = perCall ? keys.map((key) => this.#countOf(key)) : [all];
    const isWrong = own.every(({ met, done }) => met >= after && done < times);
    for (const count of new Set([all, ...own])) {
      count.met += 1;
      if (isWrong) count.done += 1;
    }
    return isWrong;
  }

  /** Resolves when the time of its answer is over, or when it is removed. */
  async hang(resource: string): Promise<void> {
    const { answer } = this.rule;
    const milliseconds = typeof answer === "object" && "hang" in answer ? answer.hang : 0;
    this.#hanging.push(resource);
    await setTimeout(milliseconds, undefined, { signal: this.#removed.signal }).catch(() => undefined);
    this.#hanging.splice(this.#hanging.indexOf(resource), 1);
  }

  remove(): void {
    this.#removed.abort();
  }

  #countOf(key: string): Count {
    const count = this.#counts.get(key) ?? { met: 0, done: 0 };
    this.#counts.set(key, count);
    return count;
  }
}
