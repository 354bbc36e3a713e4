import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { CatalogStore } from "../../../../local/services/glue/CatalogStore.ts";
import type { Field } from "../../../../local/services/redshift/results.ts";
import { Warehouse } from "../../../../local/services/redshift/Warehouse.ts";

/** What a statement gave. */
export interface Given {
  /** `name type`, of each column. */
  columns: string[];
  records: (string | number | boolean | null)[][];
  count: number;
}

/** A warehouse of its own, without a host, for the tests of one file. */
export class OpenedWarehouse {
  warehouse!: Warehouse;
  readonly folder = mkdtempSync(join(tmpdir(), "sluice-sql-"));

  async open(): Promise<void> {
    const catalog = new CatalogStore(join(this.folder, "glue"));
    const place = { folder: join(this.folder, "warehouse"), s3Folder: join(this.folder, "s3") };
    this.warehouse = await Warehouse.open({ region: "eu-west-1", database: "sluice", catalog, ...place });
  }

  /** Runs statements as one, as the administrator or with roles; what the last gave. */
  async run(sql: string | string[], values: Record<string, string> = {}, roles?: string[]): Promise<Given> {
    const given: Given = { columns: [], records: [], count: -1 };
    const isAdmin = roles === undefined;
    await this.warehouse.run({
      principal: { user: isAdmin ? "admin" : "IAMR:someone", isAdmin, roles: roles ?? [] },
      sqls: [sql].flat(),
      parameters: values,
      ended: (_index, rows) => {
        given.count = rows;
      },
      sink: () => ({
        columns: (columns) => {
          given.columns = columns.map(({ name, typeName }) => `${name} ${typeName}`);
        },
        rows: async (rows) => {
          given.records.push(...rows.map((row) => row.map(plain)));
        },
      }),
    });
    return given;
  }

  /** The one value of a query. */
  async value(expression: string, values: Record<string, string> = {}): Promise<unknown> {
    return (await this.run(`select ${expression}`, values)).records[0]?.[0];
  }
}

function plain(field: Field): string | number | boolean | null {
  return field.isNull
    ? null
    : (field.stringValue ?? field.longValue ?? field.doubleValue ?? field.booleanValue ?? null);
}

export function openedWarehouse(): OpenedWarehouse {
  const opened = new OpenedWarehouse();
  beforeAll(() => opened.open());
  afterAll(async () => {
    await opened.warehouse.close();
    rmSync(opened.folder, { recursive: true, force: true });
  });
  return opened;
}
