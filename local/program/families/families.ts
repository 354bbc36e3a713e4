import type { Family } from "../Family.ts";
import { athenaFamily } from "./athenaFamily.ts";
import { cloudwatchFamily } from "./cloudwatchFamily.ts";
import { eventsFamily } from "./eventsFamily.ts";
import { glueFamily } from "./glueFamily.ts";
import { iamFamily } from "./iamFamily.ts";
import { lambdaFamily } from "./lambdaFamily.ts";
import { networkFamily } from "./networkFamily.ts";
import { redshiftFamily } from "./redshiftFamily.ts";
import { s3Family } from "./s3Family.ts";
import { schedulerFamily } from "./schedulerFamily.ts";
import { sfnFamily } from "./sfnFamily.ts";
import { snsFamily } from "./snsFamily.ts";
import { sqsFamily } from "./sqsFamily.ts";

/** Every type that a program may declare and still be loaded: AWS's resources, and components made outside of it. */
export const families: Family = {
  ...s3Family,
  ...sqsFamily,
  ...lambdaFamily,
  ...iamFamily,
  ...sfnFamily,
  ...glueFamily,
  ...snsFamily,
  ...cloudwatchFamily,
  ...eventsFamily,
  ...redshiftFamily,
  ...networkFamily,
  ...athenaFamily,
  ...schedulerFamily,
};
