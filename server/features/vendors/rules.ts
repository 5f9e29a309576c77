const LOCAL_NAME = /(^|\.)(localhost|local|internal|intranet|lan|home|arpa)$/i;
const V4 = /^((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(?!$)|$)){4}$/;
const PRIVATE_V4 =
  /^(0|10|127|169\.254|192\.168|172\.(1[6-9]|2\d|3[01])|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])|2(2[4-9]|[34]\d|5[0-5]))\./;

/**
 * Whether a tenant may have the app and its workers connect to this host: a name with a dot or a public IPv4 address.
 * It does not see where a name resolves to; a firewall in front of the metadata service is still needed.
 */
export function isPublicAddress(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
  // Only an IPv6 address has colons.
  if (host.includes(":")) return false;
  if (V4.test(host)) return !PRIVATE_V4.test(`${host}.`);
  // A name whose last label is a number is an IPv4 address in disguise (`127.1`, `0x7f.1`).
  if (/(^|\.)(0x[\da-f]*|\d+)$/i.test(host)) return false;
  return host.includes(".") && !LOCAL_NAME.test(host);
}

/** Whether a number in E.164 begins with one of the allowed prefixes; none allows every number. */
export function mayBeDialled(number: string, prefixes: readonly string[]): boolean {
  if (!/^\+[1-9]\d{4,14}$/.test(number)) return false;
  return prefixes.length === 0 || prefixes.some((prefix) => number.startsWith(prefix));
}
