import { SFNClient } from "@aws-sdk/client-sfn";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { refusalMail } from "../../core/alert/refusalMail.ts";
import type { SourceObject } from "../../core/commit/Run.ts";
import { SluiceError } from "../../core/errors.ts";
import { logger } from "../shared/logger.ts";
import { s3In } from "../shared/s3In.ts";
import { setting } from "../shared/setting.ts";
import { askedEngine } from "./askedEngine.ts";
import { countLanded } from "./countLanded.ts";
import { type Landed, landedObjects } from "./landedObjects.ts";
import { runOf } from "./runOf.ts";
import { startRun } from "./startRun.ts";

const sfn = new SFNClient({});
const sns = new SNSClient({});

/**
 * Starts one run per object that landed. A message that fails is returned to the queue, and after some tries lies in
 * its dead-letter queue; an object that no dataset claims, or that asks for an engine which cannot convert it, is mailed
 * at once, as trying again would not help.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export async function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  const batchItemFailures: SQSBatchResponse["batchItemFailures"] = [];
  for (const message of event.Records) {
    try {
      for (const landed of landedObjects(message.body)) await land(landed);
    } catch (error) {
      logger.error("message returned to the queue", { error, messageId: message.messageId });
      batchItemFailures.push({ itemIdentifier: message.messageId });
    }
  }
  return { batchItemFailures };
}

async function land({ source, landedAt }: Landed): Promise<void> {
  logger.resetKeys();
  logger.appendKeys({ source: source.key, version: source.versionId });
  try {
    const run = await runOf(source, (object) => askedEngine(s3In(setting("AWS_REGION")), object));
    logger.appendKeys({ run: run.run, attempt: run.attempt });
    logger.info(await startRun(sfn, setting("SLUICE_MACHINE"), run));
    countLanded(run, landedAt);
  } catch (error) {
    if (!(error instanceof SluiceError)) throw error;
    logger.error("refused", error);
    await alert(source, error);
  }
}

async function alert(object: SourceObject, error: SluiceError): Promise<void> {
  const log = { region: setting("AWS_REGION"), group: setting("AWS_LAMBDA_LOG_GROUP_NAME") };
  const { subject, message } = refusalMail({ pipeline: setting("SLUICE_PIPELINE"), object, error, log });
  await sns.send(new PublishCommand({ TopicArn: setting("SLUICE_ALERTS"), Subject: subject, Message: message }));
}
