import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { SluiceError } from "../../../core/errors.ts";
import { projectFolder } from "../folders.ts";
import { polledEvents } from "./polledEvents.ts";
import { type StackOutputs, stackOutputs } from "./stackOutputs.ts";
import type { Target } from "./Target.ts";

/**
 * A stack as it is deployed on AWS, with the credentials that the SDK finds. Its outputs are those that Pulumi keeps.
 * @throws SluiceError `aws.no_pulumi`, `aws.no_outputs`, `cli.no_pipeline`
 */
export async function awsTarget(stack: string): Promise<Target<StackOutputs>> {
  const outputs = stackOutputs(stack, await pulumiOutputs(stack));
  const clientConfig: Target["clientConfig"] = (region) => ({ region, ...ownEndpoint() });
  const target = { outputs, clientConfig };
  return {
    ...target,
    where: `stack ${stack} on AWS`,
    options: ` --stack ${stack} --aws`,
    listen: async () => ({ events: (of, signal) => polledEvents(target, of, signal) }),
    [Symbol.asyncDispose]: async () => undefined,
  };
}

/** An endpoint of one's own, which the SDK reads from the environment, answers to its one name alone. */
function ownEndpoint() {
  return process.env.AWS_ENDPOINT_URL === undefined ? {} : { disableHostPrefix: true };
}

/** @see https://www.pulumi.com/docs/iac/cli/commands/pulumi_stack_output/ */
async function pulumiOutputs(stack: string): Promise<unknown> {
  const args = ["stack", "output", "--json", "--non-interactive", "--stack", stack];
  try {
    const { stdout } = await promisify(execFile)("pulumi", args, { cwd: projectFolder, maxBuffer: 16 * 1024 * 1024 });
    return JSON.parse(stdout);
  } catch (cause) {
    const { code, stderr } = cause as { code?: unknown; stderr?: string };
    if (code === "ENOENT") {
      throw new SluiceError("aws.no_pulumi", "There is no pulumi on the PATH, which knows what the stack has", {
        mend: "install it from https://www.pulumi.com/docs/iac/download-install/",
        cause,
      });
    }
    const said = (stderr ?? String(cause)).trim();
    throw new SluiceError("aws.no_outputs", `pulumi ${args.join(" ")} failed: ${said}`, {
      mend: "log in with pulumi login, and name a stack that pulumi stack ls lists",
      cause,
    });
  }
}
