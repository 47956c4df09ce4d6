import { Stage } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * The App or Stage that synthesizes what is in the scope: the scope itself, or the nearest one around it. `Stage.of` looks around a Stage.
 *
 * @param path the path of the construct, for the error.
 * @throws when there is none.
 */
export function stageAround(scope: IConstruct, path: string): Stage {
  const stage = Stage.isStage(scope) ? scope : Stage.of(scope);
  if (!stage) { throw new Error(`"${path}" is in no App or Stage, and the CDK synthesizes nothing outside them; put it in an App`); }
  return stage;
}
