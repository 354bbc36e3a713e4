import { S3Client } from "@aws-sdk/client-s3";
import { SluiceError } from "../../core/errors.ts";
import type { RegionLake } from "../../jobs/lineage/lineageOf.ts";
import { nearRegion } from "./nearRegion.ts";
import type { Target } from "./target/Target.ts";

/**
 * The lake of a region; whoever asks for it destroys its client.
 * @param asked the region. @default the one that files land in
 * @throws SluiceError `cli.unknown_region`
 */
export function lakeOf(
  { outputs, clientConfig }: Pick<Target, "clientConfig" | "outputs">,
  asked?: string,
): RegionLake {
  const region = asked ?? nearRegion(outputs);
  const bucket = Object.hasOwn(outputs.lakes, region) ? outputs.lakes[region] : undefined;
  if (bucket !== undefined) return { region, bucket, s3: new S3Client(clientConfig(region)) };
  throw new SluiceError("cli.unknown_region", `There is no lake in region ${JSON.stringify(region)}`, {
    mend: `give --region ${Object.keys(outputs.lakes).join(" or ")}`,
  });
}
