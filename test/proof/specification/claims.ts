import type { Claim } from './claim';
import { ABOUT_EVERYONE } from './claims/everyone';
import { ABOUT_OPTIONS } from './claims/options';
import { ABOUT_OTHER_ACCOUNTS } from './claims/outside';
import { ABOUT_VAULT } from './claims/vault';

/** All that is proven of replica keys. */
export const CLAIMS: readonly Claim[] = [...ABOUT_EVERYONE, ...ABOUT_OTHER_ACCOUNTS, ...ABOUT_VAULT, ...ABOUT_OPTIONS];
