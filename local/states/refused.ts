import { SluiceError } from "../../core/errors.ts";

/** The error for a part of a definition that is not interpreted. */
export function refused(code: string, where: string, what: string, mend: string): SluiceError {
  return new SluiceError(`states.${code}`, what, { where, mend });
}
