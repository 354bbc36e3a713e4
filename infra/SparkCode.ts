import { readFileSync } from "node:fs";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Contract } from "../core/contract/Contract.ts";
import { sparkPlan } from "../core/emit/spark/sparkPlan.ts";
import { SluiceError } from "../core/errors.ts";
import { sha256 } from "../core/sha256.ts";
import { type BucketTransform, PrivateBucket } from "./PrivateBucket.ts";
import { projectRoot } from "./projectRoot.ts";
import { type SparkScript, type SparkSources, sparkSources } from "./sparkSources.ts";

export interface SparkCodeArgs {
  readonly region: string;
  /** What the job runs, in jobs/spark/. */
  readonly script: SparkScript;
  /** Whose plans the job reads. @default none */
  readonly contracts?: readonly Contract[];
  /** Which of jobs/spark/queries/ the job runs, by their names without `.sql`. @default none */
  readonly queries?: readonly string[];
  readonly transform?: BucketTransform | undefined;
}

/**
 * The bucket that a Spark job is run from: its script, its modules as one archive, and each dataset's plan, or its
 * queries. The keys of code carry its hash, those of plans the contract's, those of queries their own, so that a job definition and the code which it
 * names change together.
 */
export class SparkCode extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  readonly bucket: pulumi.Output<string>;
  /** `s3://` URIs, that of plans with a slash at its end; a plan is `<dataset>-<contract's hash>.json` in it. */
  readonly script: pulumi.Output<string>;
  readonly modules: pulumi.Output<string>;
  readonly plans: pulumi.Output<string>;
  /** `s3://` URIs of the queries, by their names. */
  readonly queries: Readonly<Record<string, pulumi.Output<string>>>;
  /** Of script and modules: SHA-256 in hex. */
  readonly hash: string;

  /** @throws SluiceError `infra.no_transform` */
  constructor(name: string, args: SparkCodeArgs, options?: pulumi.ComponentResourceOptions) {
    super("sluice:infra:SparkCode", name, {}, options);
    const { region, contracts = [], queries = [], transform } = args;
    const sources = sparkSources(args.script);
    for (const contract of contracts) requireTransform(contract, sources);
    const { bucket, arn } = new PrivateBucket(name, { region, transform }, { parent: this });
    const put = (part: string, key: string, what: Pick<aws.s3.BucketObjectv2Args, "source" | "content">) => {
      const object = new aws.s3.BucketObjectv2(`${name}-${part}`, { region, bucket, key, ...what }, { parent: this });
      return pulumi.interpolate`s3://${bucket}/${object.key}`;
    };
    const folder = `code/${sources.hash.slice(0, 16)}`;
    this.script = put("script", `${folder}/${args.script}`, { source: new pulumi.asset.FileAsset(sources.script) });
    this.modules = put("modules", `${folder}/modules.zip`, { source: archiveOf(sources) });
    const plans = contracts.map((contract) => {
      const content = `${JSON.stringify(sparkPlan(contract), null, 1)}\n`;
      return put(`plan-${contract.name}`, `plans/${contract.name}-${contract.hash}.json`, { content });
    });
    this.plans = pulumi.all([bucket, ...plans]).apply(([known]) => `s3://${known}/plans/`);
    this.queries = Object.fromEntries(
      queries.map((query) => {
        const content = readFileSync(`${projectRoot}jobs/spark/queries/${query}.sql`, "utf8");
        return [query, put(`query-${query}`, `queries/${query}-${sha256(content)}.sql`, { content })];
      }),
    );
    this.hash = sources.hash;
    this.bucket = bucket;
    this.arn = arn;
    this.registerOutputs({ bucket, script: this.script });
  }
}

/** Pulumi dates every file of an archive alike, so that the same sources make the same bytes. */
function archiveOf({ modules }: SparkSources): pulumi.asset.Archive {
  const files = Object.entries(modules).map(([name, path]) => [name, new pulumi.asset.FileAsset(path)]);
  return new pulumi.asset.AssetArchive(Object.fromEntries(files));
}

function requireTransform({ name, transform }: Contract, { transforms }: SparkSources): void {
  if (transform === undefined || transforms.has(transform)) return;
  throw new SluiceError("infra.no_transform", `There is no jobs/spark/transforms/${transform}.py`, {
    where: name,
    mend: "write it, with a function transform(df) that gives a DataFrame",
  });
}
