const make = require('./make.cjs');
console.log(JSON.stringify(make(require('aws-cdk-lib'), require('cdk-vault-replica-keys'))));
