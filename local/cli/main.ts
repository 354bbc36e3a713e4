import { Argument, Command, Option } from "commander";
import { engines } from "../../core/commit/Run.ts";
import { exitCodes } from "./exitCodes.ts";
import { ignoreClosedPipe } from "./ignoreClosedPipe.ts";
import { formats } from "./query/Output.ts";
import { queryHelp } from "./query/queryHelp.ts";
import { reportError } from "./reportError.ts";
import { stepHelp } from "./step/stepHelp.ts";
import { wholeNumber } from "./wholeNumber.ts";

const executionStatuses = ["RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED"];

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
  .addArgument(new Argument("[what]", "traffic: two days of measurements by event time, drawn").choices(["traffic"]))
  .addOption(
    new Option("--points <number>", "measuring points of traffic").argParser(wholeNumber(1, 100_000)).default(200),
  )
  .option("--json", "print the outcome as JSON")
  .action(async (what, options) => {
    const given = { ...program.opts(), ...options };
    if (what === undefined) await (await import("./commands/demo.ts")).demo(given);
    else await (await import("./commands/demoTraffic.ts")).demoTraffic(given);
  });

program
  .command("land <file>")
  .description("upload a file to the landing bucket and follow the run that it starts")
  .option("--dataset <name>", "dataset that the file is of (default: the one that the file is named after)")
  .addOption(new Option("--engine <engine>", "what converts it (default: as size and contract say)").choices(engines))
  .option("--json", "print the outcome as JSON")
  .action(async (file, options) => (await import("./commands/land.ts")).land(file, { ...program.opts(), ...options }));

program
  .command("up")
  .description("keep the host serving, which other commands and any AWS SDK then use, until Ctrl-C")
  .addOption(
    new Option("--port <number>", "port to listen on (default: any free one)").argParser(wholeNumber(0, 65_535)),
  )
  .option("--env", 'print how an AWS SDK reaches the host that is up, for a shell: eval "$(npx sluice up --env)"')
  .action(async (options) => (await import("./commands/up.ts")).up({ ...program.opts(), ...options }));

onAws(program.command("show <run>"))
  .description("print the states of a run: times, inputs, outputs, error")
  .option("--json", "print them as JSON")
  .action(async (run, options) => (await import("./commands/show.ts")).show(run, { ...program.opts(), ...options }));

onAws(program.command("runs"))
  .description("list runs, the newest first: attempt, status, source, rows, rejects, start, seconds")
  .option("--dataset <name>", "only those of a dataset")
  .addOption(new Option("--status <status>", "only those that stand so").choices(executionStatuses))
  .addOption(new Option("--limit <number>", "the most that are listed").argParser(wholeNumber(1, 100_000)).default(20))
  .option("--json", "print them as JSON")
  .action(async (options) => (await import("./commands/runs.ts")).runs({ ...program.opts(), ...options }));

onAws(program.command("retry <run>"))
  .description("start the next attempt at a run, which skips what is done, and follow it; also by an execution's name")
  .option("--region <region>", "only what is to be published in this region")
  .addOption(new Option("--engine <engine>", "what converts (default: what did)").choices(engines))
  .option("--force", "also where the run has succeeded")
  .option("--json", "print the outcome as JSON")
  .action(async (run, options) => (await import("./commands/retry.ts")).retry(run, { ...program.opts(), ...options }));

onAws(program.command("rejects <run>"))
  .description("show the records that a run rejected, with reasons and text; as a file, to be corrected and replayed")
  .option("--region <region>", "region whose lake is read (default: the one that files land in)")
  .addOption(new Option("--limit <number>", "the most that are shown").argParser(wholeNumber(1, 100_000)).default(20))
  .option("--csv <file>", "new file for all of them: the source's columns behind their record numbers")
  .option("--json", "print them as JSON")
  .action(async (run, options) =>
    (await import("./commands/rejects.ts")).rejects(run, { ...program.opts(), ...options }),
  );

onAws(program.command("replay <run>"))
  .description("publish corrected rejects of a run beside its rows, in every region, and follow that")
  .requiredOption("--rejects <file>", "corrections: a file as sluice rejects --csv writes it")
  .option("--json", "print the outcome as JSON")
  .action(async (run, options) =>
    (await import("./commands/replay.ts")).replay(run, { ...program.opts(), ...options }),
  );

onAws(program.command("repartition"))
  .description("file days of raw traffic by event time, yesterday where none is named, and follow that")
  .option("--day <day>", "the one day, YYYY-MM-DD in the zone of the data")
  .option("--from <day>", "the first day")
  .option("--to <day>", "the last day")
  .addOption(
    new Option("--resume <execution>", "go on with what an execution, by its name or ARN, left undone").conflicts([
      "day",
      "from",
      "to",
    ]),
  )
  .option("--json", "print the outcome as JSON")
  .action(async (options) => {
    await (await import("./commands/repartition.ts")).repartition({ ...program.opts(), ...options });
  });

program
  .command("job <name>")
  .description("run one job alone on a file of this machine: csv-to-parquet writes Parquet, rejects and a manifest")
  .requiredOption("--dataset <name>", "dataset that the file is of")
  .requiredOption("--input <file>", "file to convert")
  .requiredOption("--output <folder>", "new or empty folder for what comes of it")
  .addOption(
    new Option("--engine <engine>", "what converts (default: duckdb, or spark for a transform)").choices(engines),
  )
  .option("--json", "print the outcome as JSON")
  .action(async (name, options) => (await import("./commands/job.ts")).job(name, options));

onAws(program.command("step <machine.state>"))
  .description("run one state of a machine alone, as the machine's role; no other state follows")
  .option("--input <json>", "what a function is given, or else the state: JSON, a file, or - for standard input")
  .option("--variables <json>", "variables that the state finds beside those of --run: JSON, a file, or -")
  .option("--run <run>", "run whose state's input and variables are taken")
  .option("--json", "print what the state did as JSON, whole")
  .addHelpText("after", stepHelp)
  .action(async (state, options) =>
    (await import("./commands/step.ts")).step(state, { ...program.opts(), ...options }),
  );

onAws(program.command("lineage"))
  .description("tell where rows came from: which run published which files of a source, in each region, and when")
  .option("--source <key>", "key of the landing bucket, as zipcodes/a.csv")
  .option("--run <run>", "only what this run published")
  .option("--dataset <name>", "dataset of the source (default: the one that the key or the run begins with)")
  .option("--json", "print it as JSON")
  .action(async (options) => (await import("./commands/lineage.ts")).lineage({ ...program.opts(), ...options }));

onAws(program.command("deadletters"))
  .description("list what could not be delivered: what it is about, why, since when")
  .option("--redrive", "send it on its way again (on this machine, sluice up delivers it)")
  .option("--json", "print it as JSON")
  .action(async (options) => {
    await (await import("./commands/deadletters.ts")).deadletters({ ...program.opts(), ...options });
  });

program
  .command("plan <dataset>")
  .description("print all that a dataset's contract emits: tables, DDL, SQL, page, and the machines that run it")
  .option("--json", "print it as JSON")
  .action(async (dataset, options) => {
    await (await import("./commands/plan.ts")).plan(dataset, { ...program.opts(), ...options });
  });

program
  .command("infer <files...>")
  .description("draft a dataset's contract from CSV files, as TypeScript to review")
  .option("--name <name>", "name of the dataset (default: the first file's)")
  .addOption(
    new Option("--rows <number>", "the most records of each file that are looked at, or all")
      .argParser((given: string) => (given === "all" ? given : wholeNumber(1, 999_999_999)(given)))
      .default(100_000),
  )
  .option("--out <file>", "new file to write, as datasets/orders.ts (default: standard output)")
  .action(async (files, options) => (await import("./commands/infer.ts")).infer(files, options));

program
  .command("generate <what>")
  .description(
    "make up data as it lands: traffic is road measurements, a record a point and minute, by hour of arrival",
  )
  .requiredOption("--from <time>", "first local day of Brussels, or instant, as 2024-03-30T06:00Z")
  .option("--to <time>", "day or instant that it ends before (default: as many days on as --days says)")
  .addOption(new Option("--days <number>", "local days").argParser(wholeNumber(1, 3_660)).default(1))
  .requiredOption("--output <folder>", "folder that traffic_raw/ and traffic_locations/ are written to")
  .addOption(
    new Option("--format <format>", "how records are written, in gzip").choices(["csv", "jsonl"]).default("csv"),
  )
  .addOption(new Option("--points <number>", "measuring points").argParser(wholeNumber(1, 1_000_000)).default(4_600))
  .addOption(new Option("--seed <number>", "what is drawn from it").argParser(wholeNumber(0, 999_999_999)).default(1))
  .action(async (what, options) => (await import("./commands/generate.ts")).generate(what, options));

program
  .command("setup <what>")
  .description("make what this machine needs beside Node: spark is a Python environment and jars, under .spark/")
  .action(async (what) => (await import("./commands/setup.ts")).setup(what));

program
  .command("check")
  .description("check what a pull request changes: contracts, flows, the program under every stack, bundle sizes")
  .option("--json", "print the findings as JSON")
  .action(async (options) => (await import("./commands/check.ts")).check(options));

onAws(program.command("query <sql>"))
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

/** A verb that goes to the stack as it is deployed, where asked. */
function onAws(command: Command): Command {
  return command.option("--aws", "on AWS, by the outputs that pulumi has of the stack (default: on the local host)");
}

ignoreClosedPipe(process.stdout);
ignoreClosedPipe(process.stderr);

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = reportError(error);
}
