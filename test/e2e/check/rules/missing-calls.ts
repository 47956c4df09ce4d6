import { neverUsed } from './keys';
import { nothingElseDenies } from './simulator';
import type { Rule } from '../recording-proxy';

/** Answers to the calls that the emulators do not have: `GetKeyLastUsage`, and a policy simulator that knows the actions of KMS. */
export const MISSING_CALLS: readonly Rule[] = [neverUsed, nothingElseDenies];
