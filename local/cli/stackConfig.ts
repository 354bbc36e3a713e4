import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { SluiceError } from "../../core/errors.ts";

/** What `pulumi up` would read of a stack: the project's name and the settled configuration. */
export interface StackConfig {
  readonly project: string;
  readonly stack: string;
  /** As Pulumi keeps it: values that are no text are JSON. */
  readonly config: Record<string, string>;
}

type Keys = Record<string, unknown>;

/**
 * Reads `Pulumi.yaml` and `Pulumi.<stack>.yaml` of the project's folder, as Pulumi does: defaults of the project, then
 * the stack's values.
 * @throws SluiceError `cli.no_such_stack` naming the stacks that there are.
 * @see https://www.pulumi.com/docs/iac/concepts/config/
 */
export function stackConfig(folder: string, stack: string): StackConfig {
  const file = join(folder, `Pulumi.${stack}.yaml`);
  if (!existsSync(file)) {
    const names = readdirSync(folder).flatMap((name) => /^Pulumi\.(.+)\.yaml$/.exec(name)?.[1] ?? []);
    throw new SluiceError("cli.no_such_stack", `There is no ${file}`, { mend: `choose one of ${names.join(", ")}` });
  }
  const project = parse(readFileSync(join(folder, "Pulumi.yaml"), "utf8")) as { name: string; config?: Keys };
  const own = parse(readFileSync(file, "utf8")) as { config?: Keys } | null;
  const defaults = Object.entries(project.config ?? {}).flatMap(([key, declared]) => {
    const value = (declared as { default?: unknown } | null)?.default;
    return value === undefined ? [] : [[key, value] as const];
  });
  const settled = { ...Object.fromEntries(defaults), ...own?.config };
  const config = Object.entries(settled).map(([key, value]) => [
    key,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  return { project: project.name, stack, config: Object.fromEntries(config) };
}
