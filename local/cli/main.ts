import { Command } from "commander";
import { exitCodes } from "./exitCodes.ts";
import { reportError } from "./reportError.ts";

const program = new Command("sluice")
  .description("Runs the Sluice project on this machine, from its Pulumi program. State lives under .sluice/.")
  .option("--stack <name>", "configuration to run under: Pulumi.<name>.yaml", "dev")
  .configureHelp({ showGlobalOptions: true })
  .exitOverride()
  .addHelpText(
    "after",
    `\nExit codes:\n${Object.values(exitCodes)
      .map(({ code, means }) => `  ${code}  ${means}`)
      .join("\n")}`,
  );

program
  .command("demo")
  .description("land a real file and a dirty one in a fresh lake, and show what comes of them")
  .option("--json", "print the outcome as JSON")
  .action(async (options) => (await import("./commands/demo.ts")).demo({ ...program.opts(), ...options }));

program
  .command("land <file>")
  .description("upload a file to the landing bucket and follow the run that it starts")
  .option("--dataset <name>", "dataset that the file is of (default: the one that the file is named after)")
  .option("--json", "print the outcome as JSON")
  .action(async (file, options) => (await import("./commands/land.ts")).land(file, { ...program.opts(), ...options }));

program
  .command("show <run>")
  .description("print the states of a run: times, inputs, outputs, error")
  .option("--json", "print them as JSON")
  .action(async (run, options) => (await import("./commands/show.ts")).show(run, { ...program.opts(), ...options }));

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = reportError(error);
}
