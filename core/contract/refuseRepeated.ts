import { SluiceError } from "../errors.ts";

/** @throws SluiceError of that code where a name occurs twice. */
export function refuseRepeated(where: string, code: string, what: string, names: readonly string[]): void {
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated === undefined) return;
  throw new SluiceError(code, `The ${what} "${repeated}" occurs twice`, { where, mend: "rename or drop one of them" });
}
