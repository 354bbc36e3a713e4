import { posix } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { objectPath, objectPathAside } from "../../../local/services/s3/objectPath.ts";

const segment = fc.oneof(
  fc.constantFrom("", ".", "..", "a", "%", "%2E", "%object", " ", "CON", "x".repeat(300), "é".repeat(200)),
  fc.string({ unit: "grapheme" }),
);
const key = fc.array(segment, { minLength: 1, maxLength: 6 }).map((segments) => segments.join("/"));

describe("the path of an object", () => {
  it("stays in the bucket's folder, in names that every file system takes", () => {
    fc.assert(
      fc.property(key, (given) => {
        for (const path of [objectPath(given), objectPathAside(given)]) {
          expect(posix.normalize(`/bucket/${path}`)).toBe(`/bucket/${path}`);
          const names = path.split("/");
          expect(
            names.every((name) => name !== "" && name !== "." && name !== ".." && Buffer.byteLength(name) <= 255),
          ).toBe(true);
        }
      }),
    );
  });

  it("differs for different keys, and from every place aside", () => {
    fc.assert(
      fc.property(key, key, (one, other) => {
        fc.pre(one !== other);
        expect(objectPath(one)).not.toBe(objectPath(other));
        expect(objectPathAside(one)).not.toBe(objectPathAside(other));
        expect(objectPathAside(one)).not.toBe(objectPath(other));
      }),
    );
  });
});
