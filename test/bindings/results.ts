import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** What the app of a language made when it was run. */
export interface Result {
  readonly language: string;
  /** The versions that it was run with. */
  readonly versions: string;
  readonly cdkVersion: string;
  /** The templates, and the mappings for `cdk import`, by their files. */
  readonly files: Record<string, string>;
  /** What it printed. */
  readonly values: any;
  /** What it asked of the jsii runtime. */
  readonly requests: any[];
}

export const TYPESCRIPT = resultOf('typescript');

/** Those that were run. */
export const BINDINGS = ['python', 'java', 'go'].filter((language) => existsSync(directoryOf(language))).map(resultOf);

function resultOf(language: string): Result {
  const directory = directoryOf(language);
  const read = (file: string) => readFileSync(`${directory}/${file}`, 'utf8');
  const { tree } = JSON.parse(read('cdk.out/tree.json'));
  const [cdkVersion, constructsVersion] = [tree, tree.children.Tree].map(({ constructInfo }) => constructInfo.version);
  const names = [
    ...readdirSync(`${directory}/cdk.out`).filter((file) => file.endsWith('.template.json')).map((file) => `cdk.out/${file}`),
    ...readdirSync(`${directory}/mappings`).map((file) => `mappings/${file}`),
  ];
  return {
    language,
    versions: `${read('version').trim()}, aws-cdk-lib ${cdkVersion}, constructs ${constructsVersion}`,
    cdkVersion,
    files: Object.fromEntries(names.sort().map((name) => [name, read(name)])),
    values: JSON.parse(read('values.json')),
    requests: read('calls.log').split('\n').filter((line) => line.startsWith('> ')).map((line) => JSON.parse(line.slice(2))),
  };
}

function directoryOf(language: string): string {
  return `.cache/bindings/results/${language}`;
}
