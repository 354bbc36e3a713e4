/** A message as it lies on disk, one file each; times in milliseconds since 1970. */
export interface Message {
  id: string;
  body: string;
  /** Message attributes as sent. */
  attributes: Record<string, unknown>;
  sender: string;
  sentAt: number;
  /** From when on it may be received. */
  visibleAt: number;
  receiveCount: number;
  firstReceivedAt: number | undefined;
  /** Handle of the latest receive; every receive makes another. */
  receipt: string | undefined;
  /** ARN of the queue that buried it here. */
  deadLetterSource?: string | undefined;
}
