import { afterEach, beforeEach, vi } from "vitest";

/** Keeps what each test prints on standard output, and takes back the exit code that it sets. */
export function capturedOutput(): { text: string } {
  const captured = { text: "" };
  beforeEach(() => {
    captured.text = "";
    vi.spyOn(process.stdout, "write").mockImplementation((text) => {
      captured.text += String(text);
      return true;
    });
  });
  afterEach(() => {
    vi.restoreAllMocks();
    process.exitCode = undefined;
  });
  return captured;
}
