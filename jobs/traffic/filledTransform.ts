import { SluiceError } from "../../core/errors.ts";

/**
 * The text of `transform.sql` without its comments, a value in place of each parameter.
 * @param values SQL, by the names of parameters
 * @throws SluiceError `traffic.unknown_parameter` where the text names one that has no value
 */
export function filledTransform(transform: string, values: Readonly<Record<string, string>>): string {
  return transform.replaceAll(/^ *--.*\n/gm, "").replaceAll(token, (text, name?: string) => {
    if (name === undefined) return text;
    return values[name] ?? unknownParameter(name);
  });
}

/** A text, or a parameter. */
const token = /'(?:[^']|'')*'|:([a-z_]+)/g;

function unknownParameter(name: string): never {
  throw new SluiceError("traffic.unknown_parameter", `The transform names :${name}, which has no value`, {
    where: "transform.sql",
    mend: "name one that filledTransform's callers fill",
  });
}
