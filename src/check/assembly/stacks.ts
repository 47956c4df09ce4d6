import { join } from 'node:path';
import { readAssemblyFile } from './assembly-file';
import { recordsIn, type PlacedRecord } from './records';
import { isObject } from '../evaluator/json-object';
import type { StackResource } from '../expectation';

/** A stack of a cloud assembly, with the records that its constructs left. */
export interface AssemblyStack {
  /** In the cloud assembly. Made from the path of the stack in the app. */
  readonly id: string;
  readonly name: string;
  /** What `cdk deploy` calls it, where that is not its name. */
  readonly path?: string;
  /** The directory that its files are in. */
  readonly directory: string;
  readonly templateFile: string;
  /** Undefined where the stack is deployed to any account. */
  readonly account?: string;
  /** Undefined where the stack is deployed to any Region. */
  readonly region?: string;
  readonly records: readonly PlacedRecord[];
}

/** A resource of the stack. */
export function resourceOf({ name, path }: AssemblyStack, logicalId: string): StackResource {
  return { stackName: name, logicalId, ...path === undefined ? {} : { path } };
}

/** The stacks of a cloud assembly and of the assemblies in it, one for each Stage. */
export function stacksOf(directory: string, artifacts: Readonly<Record<string, unknown>>): AssemblyStack[] {
  return Object.entries(artifacts).flatMap(([id, artifact]) => {
    if (!isObject(artifact)) { return []; }
    const properties = isObject(artifact.properties) ? artifact.properties : {};
    switch (artifact.type) {
      case 'cdk:cloud-assembly':
        return stacksOfStage(join(directory, `${properties.directoryName}`));
      case 'aws:cloudformation:stack':
        return [stackOf(directory, id, artifact, properties)];
      default:
        return [];
    }
  });
}

function stacksOfStage(directory: string): AssemblyStack[] {
  const { artifacts } = readAssemblyFile(directory, 'manifest.json');
  return isObject(artifacts) ? stacksOf(directory, artifacts) : [];
}

function stackOf(
  directory: string, id: string, artifact: Readonly<Record<string, unknown>>, { stackName = id, templateFile }: Readonly<Record<string, unknown>>,
): AssemblyStack {
  const records = [
    ...isObject(artifact.metadata) ? recordsIn(artifact.metadata) : [],
    // Newer CDKs keep metadata out of the manifest. A construct may have some in either place.
    ...typeof artifact.additionalMetadataFile === 'string' ? recordsIn(readAssemblyFile(directory, artifact.additionalMetadataFile)) : [],
  ];
  const [account, region] = `${artifact.environment}`.replace(/^aws:\/\//, '').split('/');
  return {
    id,
    name: `${stackName}`,
    path: typeof artifact.displayName === 'string' && artifact.displayName !== stackName ? artifact.displayName : undefined,
    directory,
    templateFile: `${templateFile}`,
    account: account === 'unknown-account' ? undefined : account,
    region: region === 'unknown-region' ? undefined : region,
    records,
  };
}
