import { compile, type Expr } from "./Expr.ts";
import type { Edge } from "./Node.ts";

/**
 * Lets the ends of a branch assign its value. What a task's own edge assigns is renamed, since a variable can be read
 * only after the state that assigns it.
 */
export function keepAs(as: string, value: Expr<unknown>, ends: readonly Edge[]): void {
  const [own = ""] = compile(value).code === `$${[...compile(value).reads][0]}` ? compile(value).reads : [];
  for (const { assign } of ends) {
    assign[as] = assign[own] ?? value;
    delete assign[own];
  }
}
