import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readAssemblyFile } from './assembly-file';
import type { AssemblyOptions } from './assembly-options';
import { replicaKeySets } from './replica-keys';
import { selected } from './selection';
import { keysOfOthers } from './source-keys';
import { stacksOf } from './stacks';
import { isObject } from '../evaluator/json-object';
import type { Expectation } from '../expectation';
import { UsageError } from '../usage-error';

/**
 * The major version of the newest schema of cloud assemblies that was tried. A newer one is read too, as the CDK raises the version for
 * changes that do not matter here, and blamed only when nothing is found.
 */
const NEWEST_SCHEMA = 55;

const BY_HAND = 'specify "--alias", "--vault-account", "--protected-account" and "--regions" for keys that were created by hand';
const SYNTHESIZE = 'run "npx cdk synth", and specify the directory that it writes, such as "cdk.out"';

/** What the constructs of an app left in its cloud assembly, with what the command line says next to it. */
export function readAssembly(directory: string, options: AssemblyOptions = {}): Expectation {
  const manifest = readManifest(directory);
  const stacks = stacksOf(directory, manifest.artifacts);
  if (stacks.every(({ records }) => records.length === 0)) {
    throw new UsageError(`cloud assembly "${directory}" has nothing of cdk-vault-replica-keys; ${schemaIsNewer(manifest.version)
      ? `its schema ${manifest.version} is newer than ${NEWEST_SCHEMA}, so use a later version of this command`
      : `synthesize an app that uses its constructs with this version or a later one, or ${BY_HAND}`}`);
  }
  const expectation = { assembly: directory, replicaKeys: replicaKeySets(stacks, options), ...keysOfOthers(stacks, options) };
  const { replicaKeys, sourceKeys, addedStatements, notSaid: [unknown] } = expectation;
  if (unknown !== undefined && replicaKeys.length + sourceKeys.length + addedStatements.length === 0) {
    throw new UsageError(`cloud assembly "${directory}" names no key; ${unknown.replace(/\.$/, '').replace(/^The/, 'the')}`);
  }
  return selected(expectation, options);
}

function readManifest(directory: string): { readonly version?: unknown; readonly artifacts: Readonly<Record<string, unknown>> } {
  if (!existsSync(directory)) {
    throw new UsageError(/\s/.test(directory)
      ? `"--app ${directory}" is a command, but the cloud assembly is read; ${SYNTHESIZE}`
      : `directory "${directory}" does not exist; run "npx cdk synth" first, or specify the directory of the cloud assembly by "--app"`);
  }
  if (!statSync(directory).isDirectory()) {
    throw new UsageError(`"--app ${directory}" is a file, but a cloud assembly is a directory; ${SYNTHESIZE}`);
  }
  if (!existsSync(join(directory, 'manifest.json'))) {
    throw new UsageError(`directory "${directory}" contains no manifest.json, so it is not a cloud assembly; ${SYNTHESIZE}`);
  }
  const { version, artifacts, stacks } = readAssemblyFile(directory, 'manifest.json');
  if (isObject(artifacts)) { return { version, artifacts }; }
  throw new UsageError(isObject(stacks)
    ? `directory "${directory}" was written by CDK for Terraform, but only AWS CDK apps can use cdk-vault-replica-keys; ${BY_HAND}`
    : `manifest of "${directory}" lists no artifacts, so it is not the one of a cloud assembly${schemaIsNewer(version) ? ` that this command reads: its schema ${version} is newer than ${NEWEST_SCHEMA}, so use a later version` : '; run "npx cdk synth" again'}`);
}

function schemaIsNewer(version: unknown): boolean {
  return Number.parseInt(`${version}`, 10) > NEWEST_SCHEMA;
}
