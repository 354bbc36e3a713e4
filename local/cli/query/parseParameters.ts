import type { SqlParameter } from "@aws-sdk/client-redshift-data";
import { SluiceError } from "../../../core/errors.ts";

/**
 * The parameters of a statement from `name=value` texts; the value is all that follows the first `=`.
 * @throws SluiceError `cli.bad_parameter`
 * @see https://docs.aws.amazon.com/redshift-data/latest/APIReference/API_SqlParameter.html
 */
export function parseParameters(given: readonly string[]): SqlParameter[] {
  const names = new Set<string>();
  return given.map((text) => {
    const at = text.indexOf("=");
    const name = text.slice(0, Math.max(at, 0));
    const value = text.slice(at + 1);
    if (!/^[0-9a-zA-Z_]+$/.test(name)) {
      refuse(text, "give name=value, the name of letters, digits and _, and write :name in the SQL");
    }
    if (value === "") refuse(text, "write '' in the SQL instead, as Redshift takes no empty parameter");
    if (names.has(name)) refuse(text, `give ${name} once`);
    names.add(name);
    return { name, value };
  });
}

function refuse(text: string, mend: string): never {
  throw new SluiceError("cli.bad_parameter", `${JSON.stringify(text)} is no parameter`, { where: "--param", mend });
}
