import { Aspects, Stage, type StageSynthesisOptions } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';

// Loaded before an app, this has cdk-nag look at it. A pipeline synthesizes its Stages before the app, so that each gets the rules.
const synth = Stage.prototype.synth;
Stage.prototype.synth = function (this: Stage, options?: StageSynthesisOptions) {
  Aspects.of(this).add(new AwsSolutionsChecks());
  return synth.call(this, options);
};
