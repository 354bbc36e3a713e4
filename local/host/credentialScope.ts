/** What SigV4's Authorization header says, besides the signature. */
export interface CredentialScope {
  accessKeyId: string;
  region: string;
  service: string;
}

/**
 * Reads `Credential=<key>/<date>/<region>/<service>/aws4_request`; undefined where the header is not of SigV4.
 * The signature is not verified: the host serves its own machine only.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function credentialScope(authorization: string | undefined): CredentialScope | undefined {
  const pattern = /^AWS4-HMAC-SHA256\s+Credential=([^/,\s]+)\/\d{8}\/([^/,\s]+)\/([^/,\s]+)\/aws4_request/;
  const [, accessKeyId, region, service] = pattern.exec(authorization ?? "") ?? [];
  if (accessKeyId === undefined || region === undefined || service === undefined) {
    return undefined;
  }
  return { accessKeyId, region, service };
}
