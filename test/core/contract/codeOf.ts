import { SluiceError } from "../../../core/errors.ts";

/** The code of the SluiceError that the call throws; undefined if it throws none. Other errors pass. */
export function codeOf(call: () => unknown): string | undefined {
  try {
    call();
    return undefined;
  } catch (error) {
    if (error instanceof SluiceError) return error.code;
    throw error;
  }
}
