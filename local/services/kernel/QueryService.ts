import { randomUUID } from "node:crypto";
import { AwsError } from "./AwsError.ts";
import type { Call } from "./Call.ts";
import type { Service } from "./Service.ts";
import { type XmlContent, xml } from "./xml.ts";

/** The operations of a query service, by name; each returns the content of its `<...Result>`. */
export type QueryOperations = Readonly<Record<string, (input: URLSearchParams, call: Call) => Promise<XmlContent>>>;

/**
 * A service of the AWS query protocol: a form in, XML out.
 *
 * Source: https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
export abstract class QueryService implements Service {
  abstract readonly name: string;
  protected abstract readonly namespace: string;
  protected abstract readonly operations: QueryOperations;

  async handle(call: Call): Promise<void> {
    const input = new URLSearchParams((await call.body()).toString("utf8"));
    const name = input.get("Action") ?? "";
    const operation = this.operations[name];
    if (operation === undefined) {
      call.asks(`${this.name}:${name}`, "*");
      throw new AwsError("InvalidAction", `The local host does not serve ${this.name}:${name}.`);
    }
    const result = await operation(input, call);
    const content = { [`${name}Result`]: result, ResponseMetadata: { RequestId: randomUUID() } };
    call.send(200, { "content-type": "text/xml" }, xml(`${name}Response`, content, this.namespace));
  }

  fail(call: Call, error: AwsError): void {
    const detail = { Type: error.status < 500 ? "Sender" : "Receiver", Code: error.code, Message: error.message };
    const content = { Error: detail, RequestId: call.requestId };
    call.send(error.status, { "content-type": "text/xml" }, xml("ErrorResponse", content, this.namespace));
  }
}
