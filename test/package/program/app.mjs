import * as cdk from 'aws-cdk-lib';
import { KeyPolicyStatements, VaultReplicaKeys } from 'cdk-vault-replica-keys';
import make from './make.cjs';

console.log(JSON.stringify(make(cdk, { KeyPolicyStatements, VaultReplicaKeys })));
