import { booleanTokens } from "./booleanTokens.ts";
import type { ColumnEvidence } from "./ColumnEvidence.ts";
import type { Conventions, Drafted } from "./Drafted.ts";
import { draftDate } from "./draftDate.ts";
import { draftNumber } from "./draftNumber.ts";
import { draftText } from "./draftText.ts";
import { fits, matched } from "./fits.ts";

/** The type that a column's values call for: the narrowest that reads all but the odd one of them. */
export function draftType(evidence: ColumnEvidence, conventions: Conventions): Drafted {
  return draftTyped(evidence, conventions) ?? draftText(evidence, conventions.decimal);
}

/** As `draftType`, where that is another type than varchar. */
export function draftTyped(evidence: ColumnEvidence, conventions: Conventions): Drafted | undefined {
  return (
    draftBoolean(evidence) ??
    draftDate(evidence, conventions) ??
    draftTimestamp(evidence) ??
    draftNumber(evidence, conventions)
  );
}

/** One letter alone is a code as likely as an answer: both must occur. */
function draftBoolean(evidence: ColumnEvidence): Drafted | undefined {
  const found = booleanTokens.find((tokens) => fits(evidence, tokens.join()));
  if (found === undefined || (found[0].length === 1 && evidence.distinct < 2)) return undefined;
  const [yes, no] = found;
  return {
    type: { kind: "boolean", trueTokens: [yes], falseTokens: [no] },
    pattern: found.join(),
    review: [],
    hints: [],
  };
}

function draftTimestamp(evidence: ColumnEvidence): Drafted | undefined {
  if (!fits(evidence, "timestamp")) return undefined;
  const type = { kind: "timestamp", zone: "UTC", disambiguation: "reject" } as const;
  const zoned = matched(evidence, "zoned");
  const local = matched(evidence, "timestamp") - zoned;
  if (local <= 0) return { type, pattern: "timestamp", review: [], hints: [] };
  const which = zoned === 0 ? "No time has" : `${local} times lack`;
  const review = [
    `${which} an offset from UTC: name their zone by t.timestamp({ zone: "Area/Place" }) if it is not UTC`,
  ];
  return { type, pattern: "timestamp", review, hints: [] };
}
