/** Makes keys and a custom resource by the library as it was imported, and says what stands in the templates. */
module.exports = ({ App, Stack, aws_iam: iam, aws_kms: kms }, { KeyPolicyStatements, VaultReplicaKeys }) => {
  const app = new App();
  new VaultReplicaKeys(app, 'ReplicaKeys', {
    alias: 'very_secret_key',
    regions: ['eu-west-1', 'eu-central-1'],
    vaultAccount: '111111111111',
    protectedAccounts: ['222222222222'],
  });
  const stack = new Stack(app, 'Vault', { env: { account: '111111111111', region: 'eu-west-1' } });
  new KeyPolicyStatements(stack, 'Auditors', {
    key: kms.Alias.fromAliasName(stack, 'Key', 'alias/databases'),
    statements: [new iam.PolicyStatement({ principals: [new iam.AccountPrincipal('444444444444')], actions: ['kms:DescribeKey'], resources: ['*'] })],
  });
  const { stacksRecursively } = app.synth();
  const resources = stacksRecursively.flatMap(({ template }) => Object.values(template.Resources));
  const count = (type) => resources.filter(({ Type }) => Type === type).length;
  return { stacks: stacksRecursively.map(({ stackName }) => stackName).sort(), keys: count('AWS::KMS::Key'), functions: count('AWS::Lambda::Function') };
};
