import { checkCommand } from './check';
import { inspect } from '../inspect';
import { connect } from '../live/connect';

/** The command `check`, which asks AWS. */
export const check = checkCommand({ connect, inspect, now: () => new Date() });
