import { type QueryOperations, QueryService } from "../kernel/QueryService.ts";

/** GetCallerIdentity of STS. Source: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
export class StsService extends QueryService {
  readonly name = "sts";
  protected readonly namespace = "https://sts.amazonaws.com/doc/2011-06-15/";
  readonly #accountId: string;

  constructor(accountId: string) {
    super();
    this.#accountId = accountId;
  }

  protected readonly operations: QueryOperations = {
    GetCallerIdentity: async (_input, call) => {
      call.asks("sts:GetCallerIdentity", "*");
      const account = this.#accountId;
      const arn =
        call.caller === "operator"
          ? `arn:aws:iam::${account}:user/operator`
          : `arn:aws:sts::${account}:assumed-role/${call.caller}/local`;
      return { Arn: arn, UserId: call.caller, Account: account };
    },
  };
}
