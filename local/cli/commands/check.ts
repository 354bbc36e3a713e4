import { globSync } from "node:fs";
import type { Check } from "../checks/Check.ts";
import { checkContracts } from "../checks/checkContracts.ts";
import { checkFlows } from "../checks/checkFlows.ts";
import { checkStack } from "../checks/checkStack.ts";
import { counted } from "../counted.ts";
import { exitCodes } from "../exitCodes.ts";
import { projectFolder } from "../folders.ts";

/**
 * Checks what a pull request may have broken, and prints all that is wrong: contracts, flows, and under every
 * `Pulumi.<stack>.yaml` the program, its machines and the size of its bundles.
 * @param folder of the project. @default this one
 */
export async function check(options: { json?: boolean }, folder: string = projectFolder): Promise<void> {
  const checks = [await checkContracts(folder), await checkFlows(folder), ...(await checkStacks(folder))];
  const text = options.json ? JSON.stringify({ passed: !checks.some(isBad), checks }, null, 2) : formatChecks(checks);
  process.stdout.write(`${text}\n`);
  if (checks.some(isBad)) process.exitCode = exitCodes.runFailed.code;
}

async function checkStacks(folder: string): Promise<Check[]> {
  const stacks = globSync("Pulumi.*.yaml", { cwd: folder }).map((file) =>
    file.slice("Pulumi.".length, -".yaml".length),
  );
  if (stacks.length === 0) {
    return [
      { subject: "stacks", looked: "", problems: [`There is no Pulumi.<stack>.yaml in ${folder}`], warnings: [] },
    ];
  }
  const checks: Check[] = [];
  for (const stack of stacks.sort()) checks.push(...(await checkStack(folder, stack)));
  return checks;
}

function isBad({ problems }: Check): boolean {
  return problems.length > 0;
}

function formatChecks(checks: readonly Check[]): string {
  const count = checks.reduce((sum, { problems }) => sum + problems.length, 0);
  const end = count === 0 ? "All is well." : `${counted(count, "problem")}.`;
  return [...checks.map(formatCheck), end].join("\n");
}

function formatCheck(each: Check): string {
  return [
    `${isBad(each) ? "✘" : "✔"} ${[each.subject, each.looked].filter((text) => text !== "").join(": ")}`,
    ...each.problems.map((line) => indented("✘", line)),
    ...each.warnings.map((line) => indented("!", line)),
  ].join("\n");
}

function indented(mark: string, line: string): string {
  return `    ${mark} ${line.replaceAll("\n", "\n      ")}`;
}
