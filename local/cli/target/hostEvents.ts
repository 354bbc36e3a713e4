import { SluiceError } from "../../../core/errors.ts";
import type { HostEvent } from "../../services/kernel/HostEvent.ts";

/**
 * The events of a local host after the one of that id, as it sends them, until the signal aborts.
 * @throws SluiceError `host.gone` where the host ends, or no longer keeps all of them.
 */
export async function* hostEvents(endpoint: string, since: number, signal: AbortSignal): AsyncGenerator<HostEvent> {
  try {
    const response = await fetch(`${endpoint}/_sluice/events?since=${since}`, { signal });
    if (!response.ok || response.body === null) throw new Error(await response.text());
    yield* messagesOf(response.body.pipeThrough(new TextDecoderStream()));
  } catch (cause) {
    if (signal.aborted) return;
    throw gone(endpoint, cause);
  }
  if (!signal.aborted) throw gone(endpoint);
}

/** What the host sends: messages of one line of data each, and comments. */
async function* messagesOf(texts: AsyncIterable<string>): AsyncGenerator<HostEvent> {
  let rest = "";
  for await (const text of texts) {
    const messages = (rest + text).split("\n\n");
    rest = messages.pop() ?? "";
    for (const message of messages) {
      const data = message.split("\n").find((line) => line.startsWith("data: "));
      if (data !== undefined) yield JSON.parse(data.slice("data: ".length)) as HostEvent;
    }
  }
}

function gone(endpoint: string, cause?: unknown): SluiceError {
  const why = cause instanceof Error && cause.message !== "" ? `: ${cause.message.trim()}` : "";
  return new SluiceError("host.gone", `The host ended while it was listened to${why}`, {
    where: endpoint,
    mend: "start it again, and retry the run",
    cause,
  });
}
