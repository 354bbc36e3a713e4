import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { ScheduleSpec } from "../../program/specs/scheduleSpecs.ts";
import { safeName } from "../kernel/safeName.ts";
import { writeWhole } from "../kernel/writeWhole.ts";

/** What lies on disk; times in milliseconds since 1970. */
interface Kept {
  readonly expression: string;
  readonly zone: string;
  readonly created: number;
  /** The last time that is done with; none yet where it is before the creation. */
  readonly done: number;
}

/**
 * How far a schedule is, which outlives the host: `<stateDir>/<region>/scheduler/<name>.json`. One whose expression has
 * changed is created anew.
 */
export class ScheduleRecord {
  readonly #file: string;
  #kept: Kept;

  constructor({ name, region, expression, zone }: ScheduleSpec, stateDir: string, now: number) {
    this.#file = join(stateDir, region, "scheduler", `${safeName(name)}.json`);
    const kept = existsSync(this.#file) ? (JSON.parse(readFileSync(this.#file, "utf8")) as Kept) : undefined;
    const isSame = kept?.expression === expression && kept.zone === zone;
    this.#kept = isSame ? kept : { expression, zone, created: now, done: now - 1 };
    if (!isSame) this.#write();
  }

  get created(): number {
    return this.#kept.created;
  }

  get done(): number {
    return this.#kept.done;
  }

  /** Notes that a time, and all before it, are done with. */
  finish(time: number): void {
    this.#kept = { ...this.#kept, done: time };
    this.#write();
  }

  #write(): void {
    mkdirSync(dirname(this.#file), { recursive: true });
    writeWhole(this.#file, JSON.stringify(this.#kept, undefined, 2));
  }
}
