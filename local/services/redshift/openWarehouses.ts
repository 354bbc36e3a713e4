import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { SluiceError } from "../../../core/errors.ts";
import { messageOf } from "../../../core/messageOf.ts";
import type { SetupStatement, WarehouseSpec } from "../../program/specs/warehouseSpecs.ts";
import { CatalogStore } from "../glue/CatalogStore.ts";
import { safeName } from "../kernel/safeName.ts";
import type { OpenWorkgroup } from "./RedshiftDataService.ts";
import { StatementStore } from "./StatementStore.ts";
import { Warehouse } from "./Warehouse.ts";

/**
 * Opens the warehouses of a program and runs their setup: each statement once, and again where its text has changed.
 *
 * @throws SluiceError `warehouse.setup_failed` naming the resource whose statement fails
 */
export async function openWarehouses(stateDir: string, specs: readonly WarehouseSpec[]): Promise<OpenWorkgroup[]> {
  return await Promise.all(specs.map((spec) => openWarehouse(resolve(stateDir), spec)));
}

async function openWarehouse(stateDir: string, spec: WarehouseSpec): Promise<OpenWorkgroup> {
  const { region, database } = spec;
  const folder = join(stateDir, region, "redshift", safeName(spec.workgroup));
  const s3Folder = join(stateDir, region, "s3");
  mkdirSync(s3Folder, { recursive: true });
  const catalog = new CatalogStore(join(stateDir, region, "glue"));
  const warehouse = await Warehouse.open({ region, database, folder, s3Folder, catalog });
  try {
    for (const statement of spec.setup) {
      await setUp(warehouse, statement);
    }
  } catch (error) {
    await warehouse.close();
    throw error;
  }
  return { spec, warehouse, store: new StatementStore(join(folder, "statements")) };
}

async function setUp(warehouse: Warehouse, { name, sql }: SetupStatement): Promise<void> {
  try {
    await warehouse.setUp(name, sql);
  } catch (cause) {
    const what = messageOf(cause);
    throw new SluiceError("warehouse.setup_failed", `the setup of the warehouse failed: ${what}`, {
      where: name,
      mend: "correct its SQL",
      cause,
    });
  }
}
