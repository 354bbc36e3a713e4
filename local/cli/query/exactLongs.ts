import type { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import type { RedshiftDataClient } from "@aws-sdk/client-redshift-data";

/**
 * Lets a client keep 64-bit integers as they were sent: a `longValue` beyond 2^53 is the text of its digits, which the
 * SDK would otherwise round to a number.
 */
export function exactLongs(client: RedshiftDataClient): RedshiftDataClient {
  client.middlewareStack.add(
    (next) => async (args) => {
      const answer = await next(args);
      const response = answer.response as { body: Readable | Uint8Array };
      const body = response.body instanceof Uint8Array ? response.body : await buffer(response.body);
      response.body = withExactLongs(body);
      return answer;
    },
    // Nearest to the wire: before the SDK parses the body.
    { step: "deserialize", priority: "low", name: "exactLongs" },
  );
  return client;
}

/**
 * The body with every `longValue` that has more digits than a number keeps as a text. The pattern meets nothing else: in
 * a text of JSON each quote has a backslash before it, and a text that such a quote ends in is followed by no colon.
 */
function withExactLongs(body: Uint8Array): Uint8Array {
  const json = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString("utf8");
  return Buffer.from(json.replace(/"longValue"\s*:\s*(-?\d{16,})/g, '"longValue":"$1"'));
}
