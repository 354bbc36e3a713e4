import { AwsError } from "../kernel/AwsError.ts";
import { type QueryOperations, QueryService } from "../kernel/QueryService.ts";

export interface StsOptions {
  readonly accountId: string;
  /** The access key of a role that people of the account may assume; undefined for all others. */
  readonly assumedKey: (roleArn: string) => string | undefined;
}

/** How long what AssumeRole gives is said to last: milliseconds. The local host's keys do not expire. */
const lifetime = 3_600_000;

/**
 * GetCallerIdentity and AssumeRole of STS.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export class StsService extends QueryService {
  readonly name = "sts";
  protected readonly namespace = "https://sts.amazonaws.com/doc/2011-06-15/";
  readonly #options: StsOptions;

  constructor(options: StsOptions) {
    super();
    this.#options = options;
  }

  protected readonly operations: QueryOperations = {
    GetCallerIdentity: async (_input, call) => {
      call.asks("sts:GetCallerIdentity", "*");
      return { Arn: this.#arnOf(call.caller), UserId: call.caller, Account: this.#options.accountId };
    },
    AssumeRole: async (input, call) => {
      const role = input.get("RoleArn") ?? "";
      call.asks("sts:AssumeRole", role);
      const key = this.#options.assumedKey(role);
      if (key === undefined) {
        const refusal = `User: ${this.#arnOf(call.caller)} is not authorized to perform: sts:AssumeRole on resource: ${role}`;
        throw new AwsError("AccessDenied", refusal, 403);
      }
      const session = `${role.slice(role.lastIndexOf("/") + 1)}/${input.get("RoleSessionName")}`;
      return {
        Credentials: {
          AccessKeyId: key,
          SecretAccessKey: "local",
          SessionToken: "local",
          Expiration: new Date(Date.now() + lifetime).toISOString(),
        },
        AssumedRoleUser: {
          Arn: `arn:aws:sts::${this.#options.accountId}:assumed-role/${session}`,
          AssumedRoleId: `${key}:${input.get("RoleSessionName")}`,
        },
      };
    },
  };

  #arnOf(caller: string): string {
    const { accountId } = this.#options;
    if (caller === "operator") return `arn:aws:iam::${accountId}:user/operator`;
    return `arn:aws:sts::${accountId}:assumed-role/${caller}/local`;
  }
}
