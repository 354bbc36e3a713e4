import {
  type Declared,
  type Derived,
  type Family,
  physicalName,
  regionalArn,
  stableUuid,
  textInput,
} from "../Family.ts";

/** SNS topics, their subscriptions and policies; ids are ARNs. */
export const snsFamily: Family = {
  "aws:sns/topic:Topic": topic,
  "aws:sns/topicSubscription:TopicSubscription": subscription,
  "aws:sns/topicPolicy:TopicPolicy": (declared) => ({ id: textInput(declared, "arn") ?? declared.name }),
};

function topic(declared: Declared): Derived {
  const name = physicalName(declared, "name");
  const arn = regionalArn(declared, "sns", name);
  return { id: arn, outputs: { name, arn, owner: declared.accountId } };
}

function subscription(declared: Declared): Derived {
  const arn = `${textInput(declared, "topic") ?? ""}:${stableUuid(declared)}`;
  return { id: arn, outputs: { arn, ownerId: declared.accountId, pendingConfirmation: false } };
}
