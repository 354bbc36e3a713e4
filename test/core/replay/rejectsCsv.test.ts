import { expect, it } from "vitest";
import { csv } from "../../../core/contract/csv.ts";
import { rejectsCsv } from "../../../core/replay/rejectsCsv.ts";

it("rejects as a file have the source's header behind the column of numbers, and each its text as it came", () => {
  const rejects = [
    { record: 2, raw: 'x;"two\nlines"' },
    { record: 10, raw: "ends in CR\r" },
  ];
  expect(rejectsCsv(csv({ delimiter: ";" }), 'id;"the note"', rejects)).toBe(
    '_record;id;"the note"\n2;x;"two\nlines"\n10;ends in CR\r\r\n',
  );
});
