import { Logger } from "@aws-lambda-powertools/logger";

/** The one logger of a function; each line is JSON. Its service name is the function's. */
export const logger = new Logger({ serviceName: process.env.AWS_LAMBDA_FUNCTION_NAME ?? "sluice" });
