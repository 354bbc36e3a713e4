/** The retries of a mail, whatever is the matter with SNS or with what it is reached by. */
export const mailRetries = [{ errors: ["States.ALL"], intervalSeconds: 2, maxAttempts: 5, backoffRate: 2 }];
