import { S3Client } from "@aws-sdk/client-s3";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import * as z from "zod";
import { type OverdueMail, overdueMail } from "../../core/alert/overdueMail.ts";
import { logger } from "../shared/logger.ts";
import { setting } from "../shared/setting.ts";
import { type AlarmChange, alarmChange } from "./alarmChange.ts";
import { lastLanded } from "./lastLanded.ts";

const s3 = new S3Client({});
const sns = new SNSClient({});

/**
 * Mails that an expected file is overdue, or that files arrive again after that; an alarm that turns OK without having
 * been in alarm tells nobody. The environment variable SLUICE_EXPECTED says how often files come, by dataset, as JSON;
 * SLUICE_COMMAND_OPTIONS, where it is set, what follows commands in mails.
 */
export async function handler(event: unknown): Promise<void> {
  const change = alarmChange(event);
  logger.resetKeys();
  logger.appendKeys({ dataset: change.dataset });
  logger.info("alarm changed", { from: change.from, to: change.to });
  const state = stateOf(change);
  if (state !== undefined) await mail(change, state);
}

function stateOf({ from, to }: AlarmChange): OverdueMail["state"] | undefined {
  if (to === "ALARM") return "overdue";
  return from === "ALARM" && to === "OK" ? "arrived" : undefined;
}

async function mail({ alarm, dataset }: AlarmChange, state: OverdueMail["state"]): Promise<void> {
  const spans = z.record(z.string(), z.string()).parse(JSON.parse(setting("SLUICE_EXPECTED")));
  const span = z.string({ error: `SLUICE_EXPECTED has no ${dataset}` }).parse(spans[dataset]);
  const last = await lastLanded(s3, setting("SLUICE_LANDING"), dataset);
  const commandOptions = process.env.SLUICE_COMMAND_OPTIONS;
  const about = { pipeline: setting("SLUICE_PIPELINE"), dataset, span, state, last, alarm, commandOptions };
  const { subject, message } = overdueMail(about);
  await sns.send(new PublishCommand({ TopicArn: setting("SLUICE_ALERTS"), Subject: subject, Message: message }));
}
