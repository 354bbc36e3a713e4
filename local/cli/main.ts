import { Command, Option } from "commander";
import { exitCodes } from "./exitCodes.ts";
import { formats } from "./query/Output.ts";
import { queryHelp } from "./query/queryHelp.ts";
import { reportError } from "./reportError.ts";

const program = new Command("sluice")
  .description("Runs the Sluice project on this machine, from its Pulumi program. State lives under .sluice/.")
  .option("--stack <name>", "configuration to run under: Pulumi.<name>.yaml", "dev")
  .option("--state <folder>", "folder of state (default: .sluice/local, of the demo .sluice/demo)")
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

program
  .command("plan <dataset>")
  .description("print all that a dataset's contract emits: tables, DDL, SQL, page, and the machines that run it")
  .option("--json", "print it as JSON")
  .action(async (dataset, options) => {
    await (await import("./commands/plan.ts")).plan(dataset, { ...program.opts(), ...options });
  });

program
  .command("check")
  .description("check what a pull request changes: contracts, flows, the program under every stack, bundle sizes")
  .option("--json", "print the findings as JSON")
  .action(async (options) => (await import("./commands/check.ts")).check(options));

program
  .command("query <sql>")
  .description("run SQL in a region's warehouse, as a reader; - reads the SQL from standard input")
  .option("--region <region>", "region of the warehouse (default: the one that files land in)")
  .addOption(
    new Option("--param <name=value>", "value of :name in the SQL, never part of its text; may be repeated").argParser(
      (given: string, others: readonly string[] = []) => [...others, given],
    ),
  )
  .addOption(new Option("--format <format>", "how rows are written").choices(formats).default("table"))
  .option("--output <file>", "where they are written (default: standard output)")
  .addHelpText("after", queryHelp)
  .action(async (sql, options) => (await import("./commands/query.ts")).query(sql, { ...program.opts(), ...options }));

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = reportError(error);
}
