import { describe, test } from "vitest";
import { expectNoticed } from "./support/expectNoticed.ts";

describe("each rule of the Spark job, weakened, is noticed", () => {
  test("where its SQL reads texts that readers are known to disagree on", { timeout: 7_200_000 }, () =>
    expectNoticed("spark", 40),
  );

  test("where its Python cuts files into records", { timeout: 7_200_000 }, () => expectNoticed("python", 40));
});
