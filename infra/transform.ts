/**
 * How a program changes what a component gives to one of its resources: properties that replace the component's own
 * (whole, not merged into them), or a function of the component's. Each component's `transform` names its resources.
 *
 * @example
 * new Fn("convert", { handler: "convert-duckdb", region, transform: { function: { tracingConfig: { mode: "Active" } } } });
 * @example
 * new Lake("lake", { region, transform: { bucket: (args) => ({ ...args, tags: { ...args.tags, team: "roads" } }) } });
 */
export type Transform<Args> = Partial<Args> | ((args: Args) => Args);

/** The arguments of a resource after the program's change, if there is one. */
export function transform<Args extends object>(args: Args, change: Transform<Args> | undefined): Args {
  if (change === undefined) return args;
  return typeof change === "function" ? change(args) : { ...args, ...change };
}
