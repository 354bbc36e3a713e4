import { SluiceError } from "../../../core/errors.ts";
import type { ResultColumn } from "./ResultColumn.ts";

/**
 * Makes sure that columns can be told apart by name, in any case of letters.
 * @throws SluiceError `cli.same_column`
 */
export function requireDistinct(columns: readonly ResultColumn[], format: string): void {
  const seen = new Set<string>();
  for (const { name } of columns) {
    if (seen.has(name.toLowerCase())) {
      throw new SluiceError("cli.same_column", `The result has two columns ${JSON.stringify(name)}`, {
        where: `--format ${format}`,
        mend: "name one of them otherwise with AS",
      });
    }
    seen.add(name.toLowerCase());
  }
}
