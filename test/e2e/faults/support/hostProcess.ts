import { startHost } from "../../../../local/host/startHost.ts";
import { hurriedClock } from "./hurriedClock.ts";
import type { KillWhen } from "./KillableHost.ts";
import { readGraph } from "./savedGraph.ts";

// A host in a process of its own, which kills itself as a state is entered, or a call was made: once it is told to.
const [graphFile = "", stateDir = ""] = process.argv.slice(2);
const host = await startHost({ graph: await readGraph(graphFile), stateDir, clock: hurriedClock });
let when: KillWhen | undefined;
let calls = 0;
process.on("message", (message: KillWhen) => {
  when = message;
  process.send?.("armed");
});
process.on("disconnect", () => process.exit(1));
host.events.on((event) => {
  if (when === undefined) return;
  if (event.kind === "call" && event.call.caller !== "operator") calls += 1;
  const isState = event.kind === "state.entered" && `${event.machine}.${event.state}` === when.state;
  if (isState || calls === when.calls) process.kill(process.pid, "SIGKILL");
});
process.send?.(host.endpoint);
