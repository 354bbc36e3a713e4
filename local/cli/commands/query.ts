import { text } from "node:stream/consumers";
import { SluiceError } from "../../../core/errors.ts";
import { interruption } from "../query/interruption.ts";
import { type Format, outputOf } from "../query/Output.ts";
import { parseParameters } from "../query/parseParameters.ts";
import { runQuery } from "../query/runQuery.ts";
import type { TargetOptions } from "../target/openStack.ts";
import { openTarget } from "../target/openTarget.ts";

export interface QueryOptions extends TargetOptions {
  readonly region?: string;
  /** `name=value` each. */
  readonly param?: readonly string[];
  readonly format: Format;
  readonly output?: string;
}

/**
 * Runs a statement in a region's warehouse and writes its result.
 * @param given the statement, or `-` where standard input has it.
 * @throws SluiceError `query.failed` with Redshift's error.
 */
export async function query(given: string, options: QueryOptions): Promise<void> {
  const output = outputOf(options.format, options.output);
  const sql = await sqlOf(given);
  const parameters = parseParameters(options.param ?? []);
  await using target = await openTarget(options);
  using interrupted = interruption();
  await runQuery(target, { sql, parameters, region: options.region, output }, interrupted.signal);
}

async function sqlOf(given: string): Promise<string> {
  const sql = given === "-" ? await text(process.stdin) : given;
  if (sql.trim() !== "") return sql;
  throw new SluiceError("cli.no_sql", "There is no SQL", { mend: 'give it as "SELECT ...", or - and standard input' });
}
