import type * as aws from "@pulumi/aws";
import { describe, expectTypeOf, it } from "vitest";
import { Fn } from "../../infra/Fn.ts";
import { Lake } from "../../infra/Lake.ts";

const region = "eu-north-1";

describe("a component's transform, by its types,", () => {
  it("takes properties of the resource, or a function of its arguments", () => {
    new Fn("fn", { handler: "trigger", region, transform: { function: { memorySize: 2048 } } });
    new Lake("lake", {
      region,
      transform: {
        bucket: (args) => {
          expectTypeOf(args).toEqualTypeOf<aws.s3.BucketArgs>();
          return { ...args, tags: { team: "roads" } };
        },
      },
    });
  });

  it("refuses a property that the resource has not", () => {
    // @ts-expect-error the property is memorySize
    new Fn("fn", { handler: "trigger", region, transform: { function: { memory: 2048 } } });
  });

  it("refuses a resource that the component has not", () => {
    // @ts-expect-error a lake has no queue
    new Lake("lake", { region, transform: { queue: {} } });
  });

  it("refuses a value of another type", () => {
    // @ts-expect-error tags are texts
    new Lake("lake", { region, transform: { bucket: { tags: { team: 4 } } } });
  });

  it("refuses a function that leaves out what the resource needs", () => {
    // @ts-expect-error a function needs its role
    new Fn("fn", { handler: "trigger", region, transform: { function: () => ({ memorySize: 2048 }) } });
  });
});
