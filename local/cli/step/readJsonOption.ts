import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { SluiceError } from "../../../core/errors.ts";

/**
 * The JSON that an option gives: as such, in a file, or by `-` on standard input.
 * @throws SluiceError `cli.bad_json` where it is none of these
 */
export async function readJsonOption(option: string, given: string): Promise<unknown> {
  const own = parsed(given);
  if (own !== undefined) return own;
  const read = given === "-" ? await text(process.stdin) : await readFile(given, "utf8").catch(() => undefined);
  const value = parsed(read ?? "");
  if (value !== undefined) return value;
  const what = read === undefined ? "is neither JSON nor a file" : "holds no JSON";
  throw new SluiceError("cli.bad_json", `${JSON.stringify(given)} ${what}`, {
    where: option,
    mend: "give JSON, the path of a file that holds it, or - for standard input",
  });
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
