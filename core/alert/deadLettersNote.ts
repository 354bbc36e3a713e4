/** What the alarm of a dead-letter queue says of it: what lies there, how to look and how to send it on its way again. */
export function deadLettersNote(pipeline: string, holds: string): string {
  return `Pipeline ${pipeline}: ${holds}. Look: npx sluice deadletters. Try again: npx sluice deadletters --redrive`;
}
