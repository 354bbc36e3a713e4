import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, truncateSync } from "node:fs";
import { join } from "node:path";
import type { HistoryEvent } from "@aws-sdk/client-sfn";
import type { MachineSpec } from "../../program/specs/machineSpecs.ts";
import { safeName } from "../kernel/safeName.ts";
import type { Execution, ExecutionState } from "./Execution.ts";

type Line = { started: ExecutionState } | { event: HistoryEvent } | { ended: ExecutionState };

/**
 * The executions of one machine: `<stateDir>/<region>/states/<machine>/<execution>.jsonl`, a line for the start, each
 * event and the end, so that a run can be read when its host is gone. An execution without an end, of an earlier host, is
 * read as ABORTED; a host that works on gives it that end.
 */
export class ExecutionStore {
  readonly #folder: string;
  readonly #loaded = new Map<string, Execution>();

  constructor(stateDir: string, spec: Pick<MachineSpec, "region" | "name">) {
    this.#folder = join(stateDir, spec.region, "states", safeName(spec.name));
    mkdirSync(this.#folder, { recursive: true });
  }

  start(state: ExecutionState): Execution {
    const execution: Execution = { state, events: [] };
    this.#loaded.set(state.name, execution);
    this.#append(state.name, { started: { ...state } });
    return execution;
  }

  add(execution: Execution, event: HistoryEvent): void {
    execution.events.push(event);
    this.#append(execution.state.name, { event });
  }

  end(execution: Execution, end: Partial<ExecutionState>): void {
    Object.assign(execution.state, end);
    this.#append(execution.state.name, { ended: execution.state });
  }

  find(name: string): Execution | undefined {
    const loaded = this.#loaded.get(name) ?? this.#read(this.#file(name));
    if (loaded !== undefined) {
      this.#loaded.set(name, loaded);
    }
    return loaded;
  }

  /** All executions, newest first. */
  all(): Execution[] {
    for (const file of readdirSync(this.#folder)) {
      const read = this.#read(join(this.#folder, file));
      if (read !== undefined && !this.#loaded.has(read.state.name)) {
        this.#loaded.set(read.state.name, read);
      }
    }
    return [...this.#loaded.values()].sort((a, b) => b.state.startDate.localeCompare(a.state.startDate));
  }

  /** The executions that an earlier host left without an end. */
  interrupted(): Execution[] {
    return readdirSync(this.#folder).flatMap((file) => {
      const path = join(this.#folder, file);
      const text = readFileSync(path, "utf8");
      if (text.includes('\n{"ended":')) return [];
      const left = this.#read(path);
      const own = left && this.#loaded.get(left.state.name);
      if (left === undefined || own?.state.status === "RUNNING") return [];
      // A host that was killed may have left half a line, which the next would go on with.
      truncateSync(path, Buffer.byteLength(completeLines(text)));
      this.#loaded.set(left.state.name, left);
      return [left];
    });
  }

  #read(file: string): Execution | undefined {
    if (!existsSync(file)) {
      return undefined;
    }
    const complete = completeLines(readFileSync(file, "utf8"));
    const lines = complete
      .split("\n")
      .slice(0, -1)
      .map((line): Line => JSON.parse(line));
    const started = lines.find((line) => "started" in line)?.started;
    const ended = lines.find((line) => "ended" in line)?.ended;
    const events = lines.flatMap((line) => ("event" in line ? [revived(line.event)] : []));
    return started && { state: ended ?? interrupted(started, events), events };
  }

  #append(name: string, line: Line): void {
    appendFileSync(this.#file(name), `${JSON.stringify(line)}\n`);
  }

  #file(name: string): string {
    return join(this.#folder, `${safeName(name)}.jsonl`);
  }
}

function completeLines(text: string): string {
  return text.slice(0, text.lastIndexOf("\n") + 1);
}

function revived(event: HistoryEvent): HistoryEvent {
  return { ...event, timestamp: new Date(event.timestamp ?? 0) };
}

const cause = "The local host stopped while the execution ran, which on AWS would have gone on.";

function interrupted(started: ExecutionState, events: HistoryEvent[]): ExecutionState {
  const stopDate = events.at(-1)?.timestamp?.toISOString() ?? started.startDate;
  return { ...started, status: "ABORTED", stopDate, error: "host.stopped", cause };
}
