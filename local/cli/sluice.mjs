#!/usr/bin/env node
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { constants } from "node:os";
import { fileURLToPath } from "node:url";

// Starts the command line under the Node that the project pins (the Lambda runtime's major), whatever started this.
const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const pinned = path(`../../node_modules/node/bin/node${process.platform === "win32" ? ".exe" : ""}`);
const node = existsSync(pinned) ? pinned : process.execPath;
const tsx = import.meta.resolve("tsx");
const child = spawn(node, ["--import", tsx, path("main.ts"), ...process.argv.slice(2)], { stdio: "inherit" });

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code, signal) => {
  process.exitCode = code ?? 128 + constants.signals[signal];
});
