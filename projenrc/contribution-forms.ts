import { Component, YamlFile, type awscdk } from 'projen';

interface Field {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  /** The language of a block of code; without it the answer is prose. */
  readonly render?: string;
  /** For an answer of a few words. */
  readonly line?: boolean;
  readonly optional?: boolean;
}

/** The forms that GitHub shows to those who report a bug, ask for a feature, or open a pull request. */
export class ContributionForms extends Component {
  public static readonly PULL_REQUEST = [
    '<!-- The title becomes the commit subject: see "Style" in CONTRIBUTING.md. Report a vulnerability privately instead: see SECURITY.md. -->',
    '',
    'Fixes #',
    '',
    '## What changes for users',
    '',
    '<!-- Who can do what now that they could not do before? Does any template, key policy or logical ID change? -->',
    '',
    '## Checklist',
    '',
    '- [ ] A test fails without this change',
    '- [ ] No logical ID of a key or an alias changes, because a changed ID replaces the key',
    '- [ ] Docstrings, README and guides describe the new behavior, and `npx projen && npx projen docgen` leaves no difference',
    '- [ ] A decision that this contradicts is changed in `docs/decisions`',
    '',
  ];

  constructor(project: awscdk.AwsCdkConstructLibrary, repository: string) {
    super(project);
    const form = (file: string, obj: object) => new YamlFile(project, `.github/ISSUE_TEMPLATE/${file}.yml`, { obj });
    form('config', {
      blank_issues_enabled: false,
      contact_links: [{
        name: 'Report a vulnerability',
        url: `${repository}/blob/main/SECURITY.md`,
        about: 'Access for somebody who must be kept out, a lost statement of a key policy, or a key that nobody can manage: report it privately.',
      }],
    });
    form('bug_report', {
      name: 'Bug report',
      description: 'Synthesis, a deployment or a key policy is not what the documentation says',
      labels: ['bug'],
      body: [
        note(repository),
        input({ id: 'version', label: 'Version of cdk-vault-replica-keys', description: 'As `npm ls cdk-vault-replica-keys` or your package manager prints it.', line: true }),
        input({ id: 'cdk', label: 'Versions of aws-cdk-lib, the CDK CLI and the language', description: 'For example: aws-cdk-lib 2.276.0, cdk 2.1148.1, Python 3.12.', line: true }),
        input({ id: 'program', label: 'The program', description: 'The smallest app that shows the bug, with its imports. Replace account IDs.', render: 'typescript' }),
        input({ id: 'message', label: 'The message', description: 'The whole error or warning, or the failed event of the stack.', render: 'text' }),
        input({
          id: 'policy',
          label: 'The rendered key policy',
          description: '`KeyPolicy` in the template in `cdk.out`, what `renderKeyPolicy()` returns, or for an existing key what `aws kms get-key-policy` prints.',
          render: 'json',
          optional: true,
        }),
        input({ id: 'expected', label: 'What you expected', description: 'Who must be able to do what, or what the template must contain.' }),
      ],
    });
    form('feature_request', {
      name: 'Feature request',
      description: 'A principal, a service or an account that the constructs cannot serve yet',
      labels: ['enhancement'],
      body: [
        note(repository),
        input({
          id: 'access',
          label: 'Who must be able to do what?',
          description: 'The principal and its account, the actions or the AWS service, and the key: of VAULT or of PROTECTED. Say also who must not.',
        }),
        input({ id: 'today', label: 'What do you do today?', description: 'The program or the key policy that you write by hand, if any.', render: 'typescript', optional: true }),
        input({ id: 'proposal', label: 'What would you like to write?', description: 'The call or the option that you have in mind.', render: 'typescript', optional: true }),
      ],
    });
  }
}

function note(repository: string): object {
  const text = `Report a vulnerability privately instead: see [SECURITY.md](${repository}/blob/main/SECURITY.md).`;
  return { type: 'markdown', attributes: { value: text } };
}

function input({ id, label, description, render, line = false, optional = false }: Field): object {
  return { type: line ? 'input' : 'textarea', id, attributes: { label, description, render }, validations: { required: !optional } };
}
