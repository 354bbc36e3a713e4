import { logged } from "../shared/logged.ts";
import { missingDays } from "../shared/missingDays.ts";
import type { RangeWork } from "../shared/RangeWork.ts";
import { rangeToken } from "../shared/rangeToken.ts";
import { rangeStatement } from "./rangeStatement.ts";

export interface BuiltQuery {
  /** Whether the plan has nothing left to do on the range: then there is nothing to run. */
  readonly done: boolean;
  /** The days that are to be published. */
  readonly days: readonly string[];
  /** Empty where it is done. */
  readonly sql: string;
  /** ClientRequestToken of StartQueryExecution: the same attempt at the same range starts one query. */
  readonly token: string;
}

/**
 * Builds the statement that writes a planned range aside. It writes the whole range also where some days are published,
 * so that an attempt's statement is one and the same; of what it writes, only the other days' files are published.
 * @throws SluiceError what `rangeStatement` throws
 */
export const handler = logged(
  ({ plan: { run, attempt }, range }: RangeWork) => ({ run, attempt, range }),
  async ({ plan, range }: RangeWork): Promise<BuiltQuery> => {
    const statement = rangeStatement(range);
    const days = await missingDays(statement.days, plan);
    const done = days.length === 0;
    return { done, days, sql: done ? "" : statement.sql, token: rangeToken(plan, range) };
  },
);
