import { delimiter, dirname, join, resolve } from 'node:path';

const PROJECT = resolve(__dirname, '../..');

/** One of the programs that answer as AWS. */
export interface Server {
  /** What `install.sh` calls it. */
  readonly name: 'ministack' | 'moto';
  /** What answers, with a success, once the server is ready. */
  readonly readyPath: string;
  /** All that the server gets to know, so that no setting of the user's for AWS or Docker reaches it. */
  environment(directory: string): NodeJS.ProcessEnv;
}

/** Deploys, updates and deletes, runs Lambda functions, and has no StackSets. */
export const MINISTACK: Server = {
  name: 'ministack',
  readyPath: '/_ministack/ready',
  environment: (directory) => ({
    // Lambda functions run on the Node.js of this process, and find the SDK of this project where Lambda has its own.
    PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
    NODE_PATH: join(PROJECT, 'node_modules'),
    HOME: directory,
    TMPDIR: directory,
    STATE_DIR: join(directory, 'state'),
    S3_DATA_DIR: join(directory, 's3'),
    // What the URLs name to which custom resources answer.
    MINISTACK_HOST: '127.0.0.1',
    // Without these it would remove containers, and listen on fixed ports.
    DOCKER_HOST: 'unix:///nonexistent',
    IOT_MTLS_ENABLED: '0',
    SFTP_ENABLED: '0',
  }),
};

/** Has StackSets, and makes their stacks, but changes none of them. */
export const MOTO: Server = {
  name: 'moto',
  readyPath: '/moto-api/data.json',
  environment: (directory) => ({ PATH: process.env.PATH, HOME: directory, TMPDIR: directory, DOCKER_HOST: 'unix:///nonexistent' }),
};
