import { Component, JsonPatch, type awscdk } from 'projen';
import type { JobStep } from 'projen/lib/github/workflows-model';

/** Adds what projen's publishing lacks so that users can verify where each package was built. */
export class Provenance extends Component {
  /** Signs the packages for Java and .NET, whose registries have no attestations of their own as npm and PyPI do. */
  public static attest(packages: string): JobStep {
    return {
      name: 'Attest provenance',
      if: '${{ !inputs.dry_run }}',
      uses: 'actions/attest-build-provenance@a2bbfa25375fe432b6a289bc6b6cd05ecd0c4c32',
      with: { 'subject-path': packages },
    };
  }

  constructor(project: awscdk.AwsCdkConstructLibrary) {
    super(project);
    const workflow = project.github!.tryFindWorkflow('release')!.file!;
    for (const job of ['release_maven', 'release_nuget']) {
      workflow.addOverride(`jobs.${job}.permissions.id-token`, 'write');
      workflow.addOverride(`jobs.${job}.permissions.attestations`, 'write');
    }
    // Publishing without a token needs npm 11.5, and Node 20 comes with npm 10. What is published was built on Node 20.
    workflow.patch(JsonPatch.replace('/jobs/release_npm/steps/0/with/node-version', '24'));
  }
}
