/** The hash of the function's code as the program gives it to the function, or null where it gives none. */
export function deployedCode(): string | null {
  return process.env.SLUICE_CODE || null;
}
