#!/usr/bin/env node
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { constants } from "node:os";
import { fileURLToPath } from "node:url";

// Starts the command line under the Node that the project pins (the Lambda runtime's major), whatever started this.
// That Node runs TypeScript as it is, and keeps what it compiled for the next start.
const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const pinned = path(`../../node_modules/node/bin/node${process.platform === "win32" ? ".exe" : ""}`);
const node = existsSync(pinned) ? pinned : process.execPath;
const env = { NODE_COMPILE_CACHE: path("../../.sluice/compiled"), ...process.env };
const child = spawn(node, [path("main.ts"), ...process.argv.slice(2)], { stdio: "inherit", env });

// Whoever ends this by a signal learns so from the exit code, also where the child has tidied up and exited by itself.
let ending;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => {
    ending = signal;
    child.kill(signal);
  });
}
child.on("exit", (code, signal) => {
  const by = ending ?? signal;
  process.exitCode = by ? 128 + constants.signals[by] : code;
});
