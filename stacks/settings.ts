import { z } from "zod";

/** One configuration key of a stack. */
export interface Setting<Schema extends z.ZodType = z.ZodType> {
  readonly key: string;
  /** The type in `Pulumi.yaml`. */
  readonly type: "string" | "integer" | "array";
  readonly schema: Schema;
  /** What a value must do, to follow the key in a sentence: `be the name of an AWS region`. */
  readonly must: string;
  /** What the setting is for: one sentence. */
  readonly description: string;
  /** Absent where the key is required, or where leaving it out has a meaning of its own. */
  readonly default?: unknown;
  /** A command that sets the key. */
  readonly command: string;
}

const regionName = z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/);
const isZone = (name: string) => {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
};
const rpu = z.int().min(8).max(512).multipleOf(8);

/** Every configuration key, by its name in the program. */
export const settings = {
  nearRegion: {
    key: "aws:region",
    type: "string",
    schema: regionName,
    must: "be the name of an AWS region",
    description: "The region where files land and the main machine runs.",
    command: "pulumi config set aws:region eu-west-1",
  },
  farRegion: {
    key: "sluice:farRegion",
    type: "string",
    schema: regionName.optional(),
    must: "be the name of an AWS region",
    description: "The second region that every run is written to; without it there is one.",
    command: "pulumi config set sluice:farRegion us-east-1",
  },
  pipelines: {
    key: "sluice:pipelines",
    type: "array",
    schema: z.array(z.enum(["csv-lake", "traffic"])).min(1),
    must: "be a list of one or more of: csv-lake, traffic",
    description: "The folders of stacks/ that are deployed.",
    default: ["csv-lake"],
    command: 'pulumi config set --path "sluice:pipelines[0]" csv-lake',
  },
  alertEmails: {
    key: "sluice:alertEmails",
    type: "array",
    schema: z.array(z.email()),
    must: "be a list of mail addresses",
    description: "The addresses that every alert is mailed to; AWS asks each to confirm once for each region.",
    default: [],
    command: 'pulumi config set --path "sluice:alertEmails[0]" oncall@example.org',
  },
  commandOptions: {
    key: "sluice:commandOptions",
    type: "string",
    schema: z.string().optional(),
    must: "be a text",
    description: "What follows the commands in mails; without it, what reaches this stack on AWS.",
    command: 'pulumi config set sluice:commandOptions -- "--stack prod --aws"',
  },
  inlineMaxBytes: {
    key: "sluice:inlineMaxBytes",
    type: "integer",
    schema: z
      .int()
      .min(0)
      .max(64 * 2 ** 20),
    must: "be a whole number from 0 to 67108864",
    description:
      "The size, in bytes, up to which a file whose contract suits it goes to the inline engine; 0 is never.",
    default: 8 * 2 ** 20,
    command: "pulumi config set sluice:inlineMaxBytes 8388608",
  },
  // The default is what one function bears at its slowest. At 3 MB/s, as where DuckDB spills, 2 GiB take 12 of the 15
  // minutes; and they take at most 3.7 times their size of its 10 GiB of disk: prepared, spilled and written.
  duckdbMaxBytes: {
    key: "sluice:duckdbMaxBytes",
    type: "integer",
    schema: z
      .int()
      .min(0)
      .max(10 * 2 ** 30),
    must: "be a whole number from 0 to 10737418240",
    description:
      "The size, in bytes, up to which a file goes to the duckdb engine, and beyond which to Spark; 0 is never.",
    default: 2 * 2 ** 30,
    command: "pulumi config set sluice:duckdbMaxBytes 2147483648",
  },
  sparkWorkerType: {
    key: "sluice:sparkWorkerType",
    type: "string",
    schema: z.enum(["G.1X", "G.2X", "G.4X", "G.8X"]),
    must: "be G.1X, G.2X, G.4X or G.8X",
    description: "The size of each worker of a Spark run: G.1X has 4 vCPU, 16 GB and 94 GB of disk, G.2X twice that.",
    default: "G.1X",
    command: "pulumi config set sluice:sparkWorkerType G.1X",
  },
  sparkWorkers: {
    key: "sluice:sparkWorkers",
    type: "integer",
    schema: z.int().min(2).max(299),
    must: "be a whole number from 2 to 299",
    description: "The workers of a Spark run, of which one drives; they are billed while a file is converted.",
    default: 3,
    command: "pulumi config set sluice:sparkWorkers 3",
  },
  trafficEngine: {
    key: "sluice:trafficEngine",
    type: "string",
    schema: z.enum(["athena", "spark"]),
    must: "be one of: athena, spark",
    description: "What rewrites traffic: a query of Athena's, or a Spark job on Glue.",
    default: "athena",
    command: "pulumi config set sluice:trafficEngine spark",
  },
  trafficZone: {
    key: "sluice:trafficZone",
    type: "string",
    schema: z.string().refine(isZone),
    must: "be the name of a time zone",
    description: "The zone of traffic's days and hours.",
    default: "Europe/Brussels",
    command: "pulumi config set sluice:trafficZone Europe/Brussels",
  },
  trafficLatenessHours: {
    key: "sluice:trafficLatenessHours",
    type: "integer",
    schema: z.int().min(0).max(168),
    must: "be a whole number from 0 to 168",
    description: "Hours that a record of traffic may arrive after its measurement; later ones do not count.",
    default: 24,
    command: "pulumi config set sluice:trafficLatenessHours 24",
  },
  warehouse: {
    key: "sluice:warehouse",
    type: "string",
    schema: z.enum(["serverless", "none"]),
    must: "be serverless or none",
    description: "Whether each region has a Redshift Serverless warehouse.",
    default: "serverless",
    command: "pulumi config set sluice:warehouse serverless",
  },
  warehouseBaseRpu: {
    key: "sluice:warehouseBaseRpu",
    type: "integer",
    schema: rpu,
    must: "be a multiple of 8 from 8 to 512",
    description: "Redshift processing units that a warehouse's statement starts on.",
    default: 8,
    command: "pulumi config set sluice:warehouseBaseRpu 8",
  },
  warehouseMaxRpu: {
    key: "sluice:warehouseMaxRpu",
    type: "integer",
    schema: rpu,
    must: "be a multiple of 8 from 8 to 512",
    description: "Redshift processing units that a warehouse grows to.",
    default: 16,
    command: "pulumi config set sluice:warehouseMaxRpu 16",
  },
  warehouseDailyRpuHours: {
    key: "sluice:warehouseDailyRpuHours",
    type: "integer",
    schema: z
      .int()
      .min(1)
      .max(512 * 24),
    must: "be a whole number from 1 to 12288",
    description: "RPU-hours a day, in each region, after which a warehouse refuses statements until the next.",
    default: 64,
    command: "pulumi config set sluice:warehouseDailyRpuHours 64",
  },
} as const satisfies Readonly<Record<string, Setting>>;

export type SettingName = keyof typeof settings;
