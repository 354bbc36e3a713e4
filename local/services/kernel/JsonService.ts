import { AwsError } from "./AwsError.ts";
import type { Call } from "./Call.ts";
import type { Service } from "./Service.ts";

/** A parsed request body. */
export type JsonInput = Record<string, unknown>;

/** The operations of a JSON service, by name; each returns the body of its answer. */
export type JsonOperations = Readonly<Record<string, (input: JsonInput, call: Call) => unknown>>;

/**
 * A service of the AWS JSON protocols: one POST, the operation in `X-Amz-Target`.
 *
 * Source: https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html
 */
export abstract class JsonService implements Service {
  abstract readonly name: string;
  protected abstract readonly version: "1.0" | "1.1";
  protected abstract readonly operations: JsonOperations;

  async handle(call: Call): Promise<void> {
    const name = call.header("x-amz-target")?.split(".").at(-1) ?? "";
    const operation = this.operations[name];
    if (operation === undefined) {
      call.asks(`${this.name}:${name}`, "*");
      throw new AwsError("UnknownOperationException", `The local host does not serve ${this.name}:${name}.`);
    }
    const text = (await call.body()).toString("utf8");
    const answer = await operation(parse(text), call);
    call.send(200, this.headers(call), JSON.stringify(answer ?? {}));
  }

  fail(call: Call, error: AwsError): void {
    const body = JSON.stringify({ __type: error.code, message: error.message });
    call.send(error.status, { ...this.headers(call), "x-amzn-errortype": error.code, ...error.headers }, body);
  }

  protected headers(call: Call): Record<string, string> {
    return { "content-type": `application/x-amz-json-${this.version}`, "x-amzn-requestid": call.requestId };
  }
}

function parse(text: string): JsonInput {
  try {
    return text === "" ? {} : JSON.parse(text);
  } catch {
    throw new AwsError("SerializationException", "The request body is not JSON.");
  }
}
