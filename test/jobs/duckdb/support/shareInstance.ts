import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";

type Instance = Pick<DuckDBInstance, "connect" | "closeSync">;

/**
 * Makes each DuckDB of this process, until the returned function is called, a database within one that is opened once:
 * opening takes a third of the conversion of a small file. The options of the others do not count.
 */
export function shareInstance(): () => void {
  const create = DuckDBInstance.create;
  let opened: ReturnType<typeof create> | undefined;
  let count = 0;
  const open = async (): Promise<Instance> => {
    opened ??= create.call(DuckDBInstance, ":memory:");
    const instance = await opened;
    count += 1;
    const name = `own${count}`;
    const keeper = await instance.connect();
    await keeper.run(`ATTACH ':memory:' AS ${name}`);
    return {
      connect: async (): Promise<DuckDBConnection> => {
        const connection = await instance.connect();
        await connection.run(`USE ${name}`);
        return connection;
      },
      closeSync: () => {
        void keeper.run(`DETACH ${name}`).finally(() => keeper.closeSync());
      },
    };
  };
  DuckDBInstance.create = open as typeof create;
  return () => {
    DuckDBInstance.create = create;
  };
}
