import type { IncomingMessage, ServerResponse } from "node:http";
import { json } from "node:stream/consumers";
import { faultRule } from "./FaultRule.ts";
import type { Faults } from "./Faults.ts";

/**
 * `/_sluice/faults`: GET lists the rules that hold, POST adds the one that it is sent (as `application/json`, which no
 * page of another origin may send), DELETE removes them all, or with `?id=` one. Each answers the rules that then hold.
 */
export async function serveFaults(faults: Faults, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const why = await change(faults, request);
  request.resume();
  if (why === undefined) {
    response.writeHead(200, { "content-type": "application/json", "cache-control": "no-store" });
    response.end(`${JSON.stringify(faults.all())}\n`);
  } else {
    response.writeHead(400, { "content-type": "text/plain" }).end(`${why}\n`);
  }
}

/** Says why where it does not. */
async function change(faults: Faults, request: IncomingMessage): Promise<string | undefined> {
  if (request.method === "GET") return undefined;
  if (request.method === "DELETE") {
    const id = URL.parse(request.url ?? "", "http://host")?.searchParams.get("id");
    return void (id ? faults.remove(Number(id)) : faults.clear());
  }
  if (request.method !== "POST" || request.headers["content-type"] !== "application/json") {
    return "GET lists faults, POST of application/json adds one, DELETE removes all.";
  }
  const parsed = faultRule.safeParse(await json(request).catch(() => undefined));
  if (parsed.success) return void faults.add(parsed.data);
  return parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; ");
}
