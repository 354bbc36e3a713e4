import * as pulumi from "@pulumi/pulumi";

/** The account that an ARN names. */
export function accountOf(arn: pulumi.Input<string>): pulumi.Output<string> {
  return pulumi.output(arn).apply((known) => known.split(":")[4] ?? "");
}
