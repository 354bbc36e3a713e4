import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { RedshiftDataClient } from "@aws-sdk/client-redshift-data";
import type { ClientConfig } from "../../../../local/host/startHost.ts";

/** A request as it came: the operation and its body. */
export interface Asked {
  readonly operation: string;
  readonly input: Record<string, unknown>;
}

/** An answer as it is sent: an object, or a text that is sent as it is; with `__type` it is an error. */
export type Answer = Record<string, unknown> | string;

export interface DataApi extends AsyncDisposable {
  readonly config: ClientConfig;
  readonly client: RedshiftDataClient;
  readonly asked: Asked[];
  of(operation: string): Record<string, unknown>[];
}

/** A server that speaks the Redshift Data API's protocol and answers as it is told. */
export async function dataApi(answer: (asked: Asked, api: DataApi) => Answer): Promise<DataApi> {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const operation = String(request.headers["x-amz-target"]).replace(/^RedshiftData\./, "");
    const one = { operation, input: JSON.parse(await text(request)) };
    asked.push(one);
    const body = answer(one, api);
    const status = typeof body === "object" && "__type" in body ? 400 : 200;
    response.writeHead(status, { "content-type": "application/x-amz-json-1.1" });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const config = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: "eu-west-1",
    credentials: { accessKeyId: "operator", secretAccessKey: "local" },
  };
  const client = new RedshiftDataClient(config);
  const api: DataApi = {
    config,
    client,
    asked,
    of: (operation) => asked.filter((each) => each.operation === operation).map(({ input }) => input),
    [Symbol.asyncDispose]: async () => {
      client.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
  return api;
}
