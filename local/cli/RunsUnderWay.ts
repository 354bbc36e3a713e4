import type { EventHub } from "../services/kernel/EventHub.ts";
import type { HostEvent } from "../services/kernel/HostEvent.ts";
import type { OpenHost } from "./openHost.ts";

/** The executions of the pipelines' main machines that run on a host, so that who ends it learns of them. */
export class RunsUnderWay implements Disposable {
  /** The commands that resume them, by names. */
  readonly #underWay = new Map<string, string>();
  readonly #options: string;
  readonly #stop: () => void;

  constructor({
    host,
    outputs,
    options,
  }: Pick<OpenHost, "options" | "outputs"> & { readonly host: { readonly events: EventHub } }) {
    this.#options = options;
    const commands = new Map([
      [nameIn(outputs.mainMachine), "npx sluice retry"],
      [nameIn(outputs.traffic?.machine), "npx sluice repartition --resume"],
    ]);
    this.#stop = host.events.on((event: HostEvent) => {
      const command = "machine" in event ? commands.get(event.machine) : undefined;
      if (command === undefined) return;
      if (event.kind === "execution.started") this.#underWay.set(event.name, command);
      if (event.kind === "execution.ended") this.#underWay.delete(event.name);
    });
  }

  /** A line for each, with the command that resumes it. */
  lines(): string[] {
    return [...this.#underWay].map(
      ([name, command]) => `${name} was under way; resume it: ${command} ${name}${this.#options}`,
    );
  }

  [Symbol.dispose](): void {
    this.#stop();
  }
}

/** A machine's name; undefined where there is no machine. */
function nameIn(arn: string | undefined): string | undefined {
  return arn?.split(":").at(-1);
}
