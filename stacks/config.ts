import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { SluiceError } from "../core/errors.ts";

const regionName = z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "is not the name of an AWS region");

/** What `pulumi config` says of a stack. */
const stackConfig = z
  .object({
    /** `aws:region`: where files land and the main machine runs. */
    nearRegion: regionName,
    /** `sluice:farRegion`: the second region of every lake. */
    farRegion: regionName,
    /** `sluice:pipelines`: which folders of stacks/ are deployed. */
    pipelines: z.array(z.enum(["csv-lake"])).min(1),
  })
  .refine((config) => config.farRegion !== config.nearRegion, {
    path: ["farRegion"],
    message: "is the same region as aws:region",
  });

export type StackConfig = z.infer<typeof stackConfig>;

/** Each setting's key, and the command that sets it. */
const keys: Record<keyof StackConfig, { readonly key: string; readonly command: string }> = {
  nearRegion: { key: "aws:region", command: "pulumi config set aws:region eu-west-1" },
  farRegion: { key: "sluice:farRegion", command: "pulumi config set sluice:farRegion us-east-1" },
  pipelines: { key: "sluice:pipelines", command: 'pulumi config set --path "sluice:pipelines[0]" csv-lake' },
};

/**
 * Reads and checks the stack's configuration.
 * @throws SluiceError `config.invalid` naming the first bad key and the command that mends it.
 */
export function readConfig(): StackConfig {
  const sluice = new pulumi.Config("sluice");
  const parsed = stackConfig.safeParse({
    nearRegion: new pulumi.Config("aws").get("region"),
    farRegion: sluice.get("farRegion"),
    pipelines: jsonOf(sluice.get("pipelines")) ?? ["csv-lake"],
  });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const setting = keys[issue?.path[0] as keyof StackConfig];
  throw new SluiceError("config.invalid", `${setting.key}: ${issue?.message}`, {
    where: `Pulumi.${pulumi.getStack()}.yaml`,
    mend: `run ${setting.command}, or with a value of your own`,
  });
}

/** A value as Pulumi keeps it: a text that is no JSON stays what it is, for the schema to judge. */
function jsonOf(value: string | undefined): unknown {
  try {
    return value === undefined ? undefined : JSON.parse(value);
  } catch {
    return value;
  }
}
