import { SluiceError } from "../../../core/errors.ts";
import { nearRegion } from "../nearRegion.ts";
import type { StackOutputs, Warehouse } from "../target/stackOutputs.ts";

/**
 * The warehouse of a region.
 * @param asked the region. @default the one that files land in
 * @throws SluiceError `cli.no_warehouse` where the stack has none, `cli.unknown_region` naming the regions with one.
 */
export function warehouseOf(outputs: StackOutputs, asked: string | undefined): Warehouse & { readonly region: string } {
  const regions = Object.keys(outputs.warehouses ?? {});
  if (regions.length === 0) {
    throw new SluiceError("cli.no_warehouse", "The stack has no warehouse to query", {
      mend: "set sluice:warehouse in the stack's configuration to another value than none",
    });
  }
  const region = asked ?? nearRegion(outputs);
  const warehouse = Object.hasOwn(outputs.warehouses ?? {}, region) ? outputs.warehouses?.[region] : undefined;
  if (warehouse) return { ...warehouse, region };
  throw new SluiceError("cli.unknown_region", `There is no warehouse in region ${JSON.stringify(region)}`, {
    mend: `give --region ${regions.join(" or ")}`,
  });
}
