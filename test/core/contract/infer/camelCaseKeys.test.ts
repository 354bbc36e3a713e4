import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { camelCaseKeys } from "../../../../core/contract/infer/camelCaseKeys.ts";

describe("the keys of headers", () => {
  it.each([
    ["Cost: Total $", "costTotal"],
    ["zip_code", "zipCode"],
    ["sensorId", "sensorId"],
    ["HTTPStatus", "httpStatus"],
    ["IATA", "iata"],
    ["Prénom de l'élève", "prenomDeLEleve"],
    ["2020 sales", "c2020Sales"],
    ["class", "class"],
    ["__proto__", "proto"],
  ])("of %j is %s", (header, key) => {
    expect(camelCaseKeys([header])).toEqual([key]);
  });

  it("are by place where no letter is left, and numbered where they would be alike", () => {
    expect(camelCaseKeys(["", "日付", "😀"])).toEqual(["column1", "column2", "column3"]);
    expect(camelCaseKeys(["a b", "a-b", "aB", "a_b2"])).toEqual(["aB", "aB2", "aB3", "aB22"]);
    expect(camelCaseKeys(["column 2", "*"])).toEqual(["column2", "column22"]);
  });

  it("are allowed keys, and no two alike, whatever the headers", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: fc.constantFrom(..."aAbB19 _-.*é日"), maxLength: 90 })), (headers) => {
        const keys = camelCaseKeys(headers);
        expect(keys.filter((key) => !/^[a-z][A-Za-z0-9]*$/.test(key))).toEqual([]);
        expect(new Set(keys).size).toBe(headers.length);
      }),
    );
  });
});
