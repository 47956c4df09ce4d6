import { App } from 'aws-cdk-lib';
import { VaultReplicaKeys } from '../../src';
import { ALL_OPTIONS, options } from '../vault-app';

/** Synthesises replica keys with every option that changes their policy, to the directory given. */
const app = new App({ outdir: process.argv[2] });
new VaultReplicaKeys(app, 'ReplicaKeys', options(ALL_OPTIONS));
app.synth();
