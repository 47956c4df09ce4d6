import { placeOf, type Evidence } from './evidence';
import type { Finding } from '../finding';
import { deployCommand } from '../remedies/commands';
import { quoted } from '../texts/quoted';

/** Keys of PROTECTED accounts that do not exist. */
export function sourceKeyFindings({ scene, shell }: Evidence): Finding[] {
  return scene.sourceKeys.filter(({ found, regionEnabled }) => found === 'no' && regionEnabled !== 'no').map((key): Finding => {
    const { account, region, stack, source: { arn } } = key;
    const place = { ...placeOf(key), level: 'fails' as const };
    if (stack.is === 'missing' || (stack.is === 'deployed' && stack.keyId === undefined)) {
      const { stackName, path = stackName } = stack.resource;
      return {
        ...place,
        id: 'stack-missing',
        text: `Stack ${quoted(stackName)} in ${region} of account ${account} ${stack.is === 'missing' ? 'does not exist' : 'has no such key'}.`,
        remedy: deployCommand(shell, account, path),
      };
    }
    const isAlias = arn?.split(':')[5]?.startsWith('alias/');
    return {
      ...place,
      id: isAlias ? 'alias-missing' : 'key-missing',
      text: `${isAlias ? 'Alias' : 'Key'} ${quoted(arn ?? (stack.is === 'deployed' ? `${stack.keyId}` : ''))} of PROTECTED account ${account} does not exist.`,
    };
  });
}
