import { Component, JsonPatch, type awscdk } from 'projen';
import { MAX_CHARACTERS, TYPES } from './commit-rules';

/** Checks the subjects of commits in CI, because the release tool derives the version and the changelog from them. */
export class Commits extends Component {
  /** What the title of a pull request may begin with. */
  public static readonly TYPES = [...TYPES];

  constructor(project: awscdk.AwsCdkConstructLibrary) {
    super(project);
    project.addTask('test:commits', {
      description: `Check the subjects of the commits: Conventional Commits, at most ${MAX_CHARACTERS} characters`,
      exec: 'tsx projenrc/commit-subjects.ts',
    });
    const workflow = (name: string) => project.github!.tryFindWorkflow(name)!.file!;
    // By default, a checkout has the newest commit only.
    workflow('build').addOverride('jobs.build.steps.0.with.fetch-depth', 0);
    // A pull request that is squashed has its title as the subject.
    workflow('pull-request-lint').patch(JsonPatch.add('/jobs/validate/steps/-', {
      name: 'Check the length of the title',
      env: { TITLE: '${{ github.event.pull_request.title }}' },
      run: `[ "\${#TITLE}" -le ${MAX_CHARACTERS} ] || { echo "::error::The title has \${#TITLE} characters, but the limit is ${MAX_CHARACTERS}"; exit 1; }`,
    }));
  }
}
