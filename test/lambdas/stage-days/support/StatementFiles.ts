import { randomUUID } from "node:crypto";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { trafficSpeeds } from "../../../../datasets/trafficSpeeds.ts";
import type { Lake } from "../../../../jobs/s3/Lake.ts";
import { parquetOf } from "../../../local/services/glue/crawling.ts";

/** Values of a row, by type of its column. */
const values: Readonly<Record<string, string>> = {
  string: "'E17-N-0001'",
  timestamp: "TIMESTAMP '2024-03-30 10:00:00'",
};

/** A query of some rows with the result's columns, each of them saying a speed. */
export function resultRows(rows: number, speed = 90): string {
  const columns = trafficSpeeds.columns.map(({ name, type }) => `CAST(${values[type] ?? speed} AS ${type}) AS ${name}`);
  return `SELECT ${columns.join(", ")} FROM range(${rows})`;
}

/** A statement's files, as Athena leaves them in a lake. */
export class StatementFiles {
  readonly #lake: Lake;
  readonly query = randomUUID();
  readonly uris: string[] = [];

  constructor(lake: Lake) {
    this.#lake = lake;
  }

  /** @param folder as `year=2024/month=3/day=30/hour=0` */
  async write(folder: string, query: string): Promise<void> {
    const key = `staging/${folder}/${randomUUID()}`;
    await this.#put(key, await parquetOf(query));
    this.uris.push(`s3://${this.#lake.bucket}/${key}`);
  }

  /** Writes the list of the files, and answers where it is. */
  async list(uris: readonly string[] = this.uris): Promise<string> {
    const key = `athena/${this.query}-manifest.csv`;
    await this.#put(key, uris.map((uri) => `${uri}\n`).join(""));
    return `s3://${this.#lake.bucket}/${key}`;
  }

  async #put(Key: string, Body: string | Buffer): Promise<void> {
    await this.#lake.s3.send(new PutObjectCommand({ Bucket: this.#lake.bucket, Key, Body: Buffer.from(Body) }));
  }
}
