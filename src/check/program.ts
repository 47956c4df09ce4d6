import { name, repository, version } from '../../package.json';

/** The name of the command, as a user types it. */
export const PROGRAM = name;

/** The version of the package. */
export const VERSION = version;

const HOME = repository.url.replace(/\.git$/, '');

/** Where bugs are reported. */
export const ISSUES = `${HOME}/issues`;
