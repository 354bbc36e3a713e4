import { SluiceError } from "../../errors.ts";
import { Column } from "./Column.ts";
import { specOf } from "./specOf.ts";

/** Tokens that read as true or as false, compared in any ASCII case. */
export interface BooleanTokens {
  /** @default ["true"] */
  true?: readonly string[];
  /** @default ["false"] */
  false?: readonly string[];
}

/** A boolean column. */
export class BooleanColumn extends Column<boolean> {
  /** @throws SluiceError `contract.boolean_tokens` where a token is empty, is not ASCII or stands for both. */
  static of(tokens: BooleanTokens = {}): BooleanColumn {
    const trueTokens = lower(tokens.true ?? ["true"]);
    const falseTokens = lower(tokens.false ?? ["false"]);
    const wrong =
      [...trueTokens, ...falseTokens].find((token) => !/^[!-~]+$/.test(token)) ??
      trueTokens.find((token) => falseTokens.includes(token));
    if (wrong !== undefined) {
      throw new SluiceError("contract.boolean_tokens", `"${wrong}" cannot be a boolean token`, {
        mend: "use visible ASCII without spaces, each token for true or for false",
      });
    }
    return new BooleanColumn(specOf({ kind: "boolean", trueTokens, falseTokens }));
  }
}

function lower(tokens: readonly string[]): string[] {
  return [...new Set(tokens.map((token) => token.toLowerCase()))];
}
