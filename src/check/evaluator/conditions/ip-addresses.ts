import { BlockList, isIP } from 'node:net';
import type { Verdict } from '../verdict';

/**
 * Whether an address is in a block.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IPAddress
 */
export function isInBlock(block: string, address: string): Verdict {
  const [network, prefix, ...rest] = block.split('/');
  const family = familyOf(network);
  const other = familyOf(address);
  if (!family || !other || rest.length > 0) { return 'unknown'; }
  const bits = family === 'ipv4' ? 32 : 128;
  if (prefix !== undefined && !(/^\d{1,3}$/.test(prefix) && Number(prefix) <= bits)) { return 'unknown'; }
  if (family !== other) { return 'no'; }
  // AWS says that an address is a block of /32, and does not say whether that goes for IPv6.
  const lengths = prefix === undefined ? [32, bits] : [Number(prefix)];
  const inside = new Set(lengths.map((length) => contains(network, length, family, address)));
  if (inside.size > 1) { return 'unknown'; }
  return inside.has(true) ? 'yes' : 'no';
}

function contains(network: string, prefix: number, family: 'ipv4' | 'ipv6', address: string): boolean {
  const list = new BlockList();
  list.addSubnet(network, prefix, family);
  return list.check(address, family);
}

/** Undefined for what is no address, and for an IPv4 address that is written as IPv6. */
function familyOf(text: string): 'ipv4' | 'ipv6' | undefined {
  switch (isIP(text)) {
    case 4: return 'ipv4';
    case 6: return text.includes('%') || /^[0:]*:ffff:/i.test(text) ? undefined : 'ipv6';
    default: return undefined;
  }
}
