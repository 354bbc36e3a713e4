import { readFileSync } from "node:fs";

/** The text of `transform.sql`, which lies beside this module, in a bundle too. */
export function transformSql(): string {
  return readFileSync(new URL("./transform.sql", import.meta.url), "utf8");
}
