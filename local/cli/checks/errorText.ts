/** An error in words: its code, where it has one (a SluiceError is named by it), and its message. */
export function errorText(error: unknown): string {
  return (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).trim();
}
