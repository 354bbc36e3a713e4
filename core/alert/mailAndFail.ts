import { eq } from "../flow/conditions.ts";
import type { FlowBuilder } from "../flow/FlowBuilder.ts";
import { topicRef } from "../flow/references.ts";
import { text } from "../flow/text.ts";
import { type FailureMail, failureMail } from "./failureMail.ts";
import { mailRetries } from "./mailRetries.ts";
import { mailedMark } from "./reportedMarks.ts";

const alerts = topicRef("alerts");

/**
 * Mails a failure, ends the execution as failed, and says in its cause whether the mail was sent: if not, a rule on the
 * execution mails it.
 */
export function mailAndFail<In, Out>(f: FlowBuilder<In, Out>, mail: FailureMail): void {
  const { failure, cause } = mail;
  const { error, step } = failure;
  const alerted = f.attempt.publish("Alert", { topic: alerts, ...failureMail(mail), retry: mailRetries });
  f.choice(
    "IsMailed",
    [[eq(alerted.failed, false), () => f.fail("Failed", { error, cause: text`${cause}${mailedMark}` })]],
    () => f.fail("FailedUnmailed", { error, cause: text`${step}: ${cause}` }),
  );
}
