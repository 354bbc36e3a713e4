import { request } from "node:http";

/** A request of the host to itself, in the name of a role. */
export interface LoopbackRequest {
  endpoint: string;
  accessKeyId: string;
  region: string;
  service: string;
  path?: string;
  headers: Record<string, string>;
  body: string;
}

/** The answer, its body as text. */
export interface LoopbackAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** Calls a service of the host as a role does: so that it is recorded, and answered, as any other call. No time limit. */
export async function loopback(asked: LoopbackRequest): Promise<LoopbackAnswer> {
  return await new Promise((resolve, reject) => {
    const headers = { ...asked.headers, authorization: authorization(asked) };
    const sent = request(`${asked.endpoint}${asked.path ?? "/"}`, { method: "POST", headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        const answered = Object.entries(response.headers).map(([name, value]) => [name, String(value)]);
        const body = Buffer.concat(chunks).toString("utf8");
        resolve({ status: response.statusCode ?? 500, headers: Object.fromEntries(answered), body });
      });
    });
    sent.on("error", reject);
    sent.end(asked.body);
  });
}

/** SigV4's form, with a signature that the host does not verify. */
function authorization({ accessKeyId, region, service }: LoopbackRequest): string {
  const date = new Date().toISOString().slice(0, 10).replaceAll("-", "");
  const scope = `${accessKeyId}/${date}/${region}/${service}/aws4_request`;
  return `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=local`;
}
