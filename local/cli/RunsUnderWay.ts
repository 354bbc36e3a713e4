import type { EventHub } from "../services/kernel/EventHub.ts";
import type { HostEvent } from "../services/kernel/HostEvent.ts";
import type { OpenHost } from "./openHost.ts";

/** The executions of the main machine that run on a host, so that who ends it learns of them. */
export class RunsUnderWay implements Disposable {
  readonly #names = new Set<string>();
  readonly #options: string;
  readonly #stop: () => void;

  constructor({
    host,
    outputs,
    options,
  }: Pick<OpenHost, "options" | "outputs"> & { readonly host: { readonly events: EventHub } }) {
    this.#options = options;
    const isMain = ({ machine }: { machine: string }) => outputs.mainMachine.endsWith(`:${machine}`);
    this.#stop = host.events.on((event: HostEvent) => {
      if (event.kind === "execution.started" && isMain(event)) this.#names.add(event.name);
      if (event.kind === "execution.ended" && isMain(event)) this.#names.delete(event.name);
    });
  }

  /** A line for each, with the command that resumes it. */
  lines(): string[] {
    return [...this.#names].map((name) => `${name} was under way; resume it: npx sluice retry ${name}${this.#options}`);
  }

  [Symbol.dispose](): void {
    this.#stop();
  }
}
