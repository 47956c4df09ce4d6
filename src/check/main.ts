#!/usr/bin/env node
console.log('cdk-vault-replica-keys');
