import fc from "fast-check";
import { expect, test } from "vitest";
import { csv } from "../../../core/contract/csv.ts";
import { Framer } from "../../../core/convert/frame/Framer.ts";
import { fields } from "../../../core/convert/frame/fields.ts";
import { escapedRecord } from "../../../core/replay/escapedRecord.ts";

test("any texts are written as one record that is read as these texts, whatever escapes its quotes", () => {
  const texts = fc.array(fc.string({ unit: fc.constantFrom("a", ",", '"', "\\", " ", "\n", "é") }), { minLength: 1 });
  fc.assert(
    fc.property(texts, fc.constantFrom(csv(), csv({ escape: "\\" })), (given, dialect) => {
      const found: string[][] = [];
      const framer = new Framer(dialect, (record) => found.push(fields(record, dialect)));
      framer.push(Buffer.from(`${escapedRecord(given, dialect)}\n`));
      framer.end();
      expect(found).toEqual([given]);
    }),
  );
});
