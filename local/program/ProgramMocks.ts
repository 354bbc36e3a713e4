import type * as pulumi from "@pulumi/pulumi";
import { SluiceError } from "../../core/errors.ts";
import type { Derived } from "./Family.ts";
import { families } from "./families/families.ts";
import { invokes } from "./invokes.ts";
import type { Properties, Resource } from "./Resource.ts";
import { unwrapSecrets } from "./unwrapSecrets.ts";

const providerType = "pulumi:providers:aws";

/** What a mock notes of a resource; the monitor adds the rest afterwards. */
export type Noted = Omit<Resource, "urn" | "parent" | "ignoreChanges">;

/**
 * Answers Pulumi's engine calls as AWS would, and notes each resource.
 * A resource or function it does not know is noted in `errors` rather than thrown, so that all are reported at once
 * and no output is left rejected with nobody to see it.
 */
export class ProgramMocks implements pulumi.runtime.Mocks {
  readonly noted: Noted[] = [];
  readonly errors: SluiceError[] = [];
  readonly #accountId: string;
  readonly #defaultRegion: string;
  readonly #providerRegions = new Map<string, string>();

  constructor(accountId: string, defaultRegion: string) {
    this.#accountId = accountId;
    this.#defaultRegion = defaultRegion;
  }

  newResource(args: pulumi.runtime.MockResourceArgs): pulumi.runtime.MockResourceResult {
    const inputs = unwrapSecrets(args.inputs) as Properties;
    const region = this.#regionOf(inputs, args.provider);
    const derived = this.#derive(args, inputs, region);
    const outputs = { ...inputs, ...(args.custom ? { region } : {}), ...derived.outputs };
    const component = !args.custom;
    this.noted.push({ type: args.type, name: args.name, component, region, id: derived.id, inputs, outputs });
    const state = { ...args.inputs, ...(args.custom ? { region } : {}), ...derived.outputs };
    return { id: derived.id === "" ? undefined : derived.id, state };
  }

  call(args: pulumi.runtime.MockCallArgs): pulumi.runtime.MockCallResult {
    const inputs = unwrapSecrets(args.inputs) as Properties;
    const answer = invokes[args.token];
    if (answer === undefined) {
      const what = `The local host does not know the provider function "${args.token}"`;
      this.errors.push(new SluiceError("program.unknown_invoke", what, { mend: "add it to local/program/invokes.ts" }));
      return {};
    }
    return answer({ inputs, region: this.#regionOf(inputs, args.provider), accountId: this.#accountId });
  }

  #derive(args: pulumi.runtime.MockResourceArgs, inputs: Properties, region: string): Derived {
    if (args.type === providerType) {
      this.#providerRegions.set(args.name, region);
      return { id: args.name };
    }
    const derive = families[args.type];
    if (derive === undefined && !args.custom) {
      return { id: "" };
    }
    if (derive === undefined) {
      const what = `The local host does not know the resource type "${args.type}"`;
      const mend = "add it to its family under local/program/families";
      this.errors.push(new SluiceError("program.unsupported_type", what, { where: args.name, mend }));
      return { id: args.name };
    }
    return derive({ type: args.type, name: args.name, inputs, region, accountId: this.#accountId });
  }

  /** A resource's own `region` comes first, then its provider's, then the default (`aws:region`). */
  #regionOf(inputs: Properties, provider: string | undefined): string {
    if (typeof inputs.region === "string") {
      return inputs.region;
    }
    const providerName = provider?.split("::")[3];
    return this.#providerRegions.get(providerName ?? "") ?? this.#defaultRegion;
  }
}
