import { nearRegion } from "./nearRegion.ts";
import { shellWord } from "./shellWord.ts";
import type { StackOutputs } from "./target/stackOutputs.ts";
import type { Target } from "./target/Target.ts";

/**
 * The environment under which any AWS SDK, the AWS CLI and docs/examples/query.py reach a local host, by name. The
 * region is the one that files land in; so is the warehouse's.
 */
export function hostEnvironment({ outputs, clientConfig }: Pick<Target<StackOutputs>, "clientConfig" | "outputs">) {
  const region = nearRegion(outputs);
  const { endpoint = "", credentials } = clientConfig(region);
  const warehouse = outputs.warehouses?.[region];
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: credentials?.accessKeyId ?? "",
    AWS_SECRET_ACCESS_KEY: credentials?.secretAccessKey ?? "",
    AWS_REGION: region,
    // boto3 and the AWS CLI know this name alone.
    AWS_DEFAULT_REGION: region,
    ...(warehouse ? { SLUICE_WORKGROUP: warehouse.workgroup, SLUICE_DATABASE: warehouse.database } : {}),
  };
}

/** The same as lines for a shell's `eval`; what would lead elsewhere is unset. */
export function environmentLines(target: Pick<Target<StackOutputs>, "clientConfig" | "outputs">): string[] {
  const exports = Object.entries(hostEnvironment(target)).map(([name, value]) => `export ${name}=${shellWord(value)}`);
  return [...exports, "unset AWS_SESSION_TOKEN AWS_PROFILE"];
}
