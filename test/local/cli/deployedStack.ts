import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, afterEach, beforeAll, vi } from "vitest";
import type { ServedPipeline } from "./servedPipeline.ts";

/** Gives a function that, for one test, has a pulumi that knows one deployed stack, and an AWS that is the local host. */
export function deployedStack(served: ServedPipeline): () => void {
  let bin: string;
  beforeAll(() => {
    bin = mkdtempSync(join(tmpdir(), "sluice-pulumi-"));
  });
  afterEach(() => {
    vi.unstubAllEnvs();
  });
  afterAll(() => rmSync(bin, { recursive: true }));

  return () => {
    const outputs = JSON.stringify(served.stack.outputs);
    const answer = `[ "$*" = "stack output --json --non-interactive --stack prod" ] || { echo "error: no stack named $6" >&2; exit 255; }`;
    writeFileSync(join(bin, "pulumi"), `#!/bin/sh\n${answer}\ncat <<'END'\n${outputs}\nEND\n`);
    chmodSync(join(bin, "pulumi"), 0o755);
    vi.stubEnv("PATH", `${bin}${delimiter}${process.env.PATH}`);
    vi.stubEnv("AWS_ENDPOINT_URL", served.host.endpoint);
    vi.stubEnv("AWS_ACCESS_KEY_ID", "operator");
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "local");
  };
}
