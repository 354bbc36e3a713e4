import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { SparkColumn } from "../../../../../core/emit/spark/sparkPlan.ts";
import { sparkSettings } from "../../../../../core/emit/spark/sparkSettings.ts";
import type { SparkPlace } from "../../../../../local/python/findSpark.ts";
import { setUpSpark } from "../../../../../local/python/setUpSpark.ts";

/** What Spark made of a text: a value, written as text, or a reason. */
export type Outcome = readonly [value: string | null, reason: string | null];

export interface Sheet {
  readonly columns: readonly SparkColumn[];
  /** A text for each column. */
  readonly rows: readonly (readonly string[])[];
}

const script = fileURLToPath(new URL("evaluate.py", import.meta.url));

/** A Spark session in a process of its own, which evaluates SQL of plans. */
export class SparkSession {
  readonly #process: ChildProcess;
  readonly #answers: AsyncIterator<string>;
  #log = "";

  private constructor({ python, javaHome }: SparkPlace) {
    const env = { ...process.env, TZ: "UTC", ...(javaHome === undefined ? {} : { JAVA_HOME: javaHome }) };
    this.#process = spawn(python, [script], { stdio: ["pipe", "pipe", "pipe"], env });
    this.#process.stderr?.on("data", (data) => {
      this.#log += data;
    });
    const output = this.#process.stdout;
    if (output === null) throw new Error("the process has no output");
    this.#answers = createInterface({ input: output })[Symbol.asyncIterator]();
  }

  /** Begins one; the first makes the Python environment where there is none. */
  static async open(): Promise<SparkSession> {
    return new SparkSession(await setUpSpark());
  }

  /** For each row the outcome of each column. */
  async outcomes(sheet: Sheet): Promise<Outcome[][]> {
    return (await this.#ask({ ...sheet })) as Outcome[][];
  }

  /** Writes the values of the columns as `v0`, `v1`, ... to a folder of Parquet files. */
  async writeParquet(sheet: Sheet, folder: string): Promise<void> {
    await this.#ask({ ...sheet, parquet: folder });
  }

  /** The value of each expression. */
  async constants(sql: readonly string[]): Promise<unknown[]> {
    return (await this.#ask({ sql })) as unknown[];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = new Promise((resolve) => this.#process.once("close", resolve));
    this.#process.stdin?.end();
    await ended;
  }

  async #ask(request: object): Promise<unknown> {
    this.#process.stdin?.write(`${JSON.stringify({ settings: sparkSettings, ...request })}\n`);
    const { value, done } = await this.#answers.next();
    if (done) throw new Error(`Spark ended:\n${this.#log.slice(-4000)}`);
    const answer = JSON.parse(value);
    if ("error" in answer) throw new Error(`Spark refused the request:\n${answer.error}`);
    return answer;
  }
}
