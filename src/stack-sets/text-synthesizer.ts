import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Annotations, Aws, PERMISSIONS_BOUNDARY_CONTEXT_KEY, Stack, StackSynthesizer, Stage, type DockerImageAssetLocation, type FileAssetLocation, type ISynthesisSession } from 'aws-cdk-lib';
import { ArtifactMetadataEntryType } from 'aws-cdk-lib/cloud-assembly-schema';
import type { Construct, MetadataEntry } from 'constructs';

/** The types of messages about a construct. */
const MESSAGES: string[] = [ArtifactMetadataEntryType.INFO, ArtifactMetadataEntryType.WARN, ArtifactMetadataEntryType.ERROR];

/** Turns the template of a stack into text, instead of an artifact that is deployed. */
export class TextSynthesizer extends StackSynthesizer {
  public text = '{}';

  /** @param owner the construct of the surrounding stack that the template belongs to. */
  constructor(private readonly owner: Construct) {
    super();
  }

  /** A name that contains a bootstrap qualifier means that of the deployed stack. */
  public override get bootstrapQualifier(): string | undefined {
    return Stack.of(this.owner).synthesizer.bootstrapQualifier;
  }

  public override bind(stack: Stack): void {
    super.bind(stack);
    this.adoptPermissionsBoundary(stack);
  }

  public addFileAsset(): FileAssetLocation {
    throw this.assetError('file', 'a bucket');
  }

  public addDockerImageAsset(): DockerImageAssetLocation {
    throw this.assetError('Docker image', 'a repository');
  }

  public synthesize(session: ISynthesisSession): void {
    const { fileName } = this.synthesizeTemplate(session);
    const template = JSON.parse(readFileSync(join(session.outdir, fileName!)).toString());
    this.assertSelfContained(template);
    this.text = JSON.stringify(template);
    this.warnOfValidation();
    this.forwardMessages();
  }

  private assetError(kind: string, place: string): Error {
    return new Error(`template of "${this.owner.node.path}" has a ${kind} asset, but an asset needs ${place} in every account and Region; remove the asset from stack "${this.boundStack.node.path}"`);
  }

  /** The CDK rejects pseudo parameters in the name of a permissions boundary if it does not know their values. CloudFormation does know them. */
  private adoptPermissionsBoundary(stack: Stack): void {
    const { name, arn } = stack.node.tryGetContext(PERMISSIONS_BOUNDARY_CONTEXT_KEY) ?? {};
    const filledIn = (text?: string) => text
      ?.replaceAll('${AWS::AccountId}', Aws.ACCOUNT_ID).replaceAll('${AWS::Region}', Aws.REGION).replaceAll('${AWS::Partition}', Aws.PARTITION);
    if (name ?? arn) { stack.node.setContext(PERMISSIONS_BOUNDARY_CONTEXT_KEY, { name: filledIn(name), arn: filledIn(arn) }); }
  }

  /** @throws when the template needs what an instance of the StackSet does not have. */
  private assertSelfContained(template: any): void {
    const where = `template of "${this.owner.node.path}"`;
    const parameter = Object.entries<any>(template.Parameters ?? {}).find(([, { Default }]) => Default === undefined);
    if (parameter) {
      throw new Error(`${where} has the parameter "${parameter[0]}" without a default, and the StackSet sets no parameters; write the value as a literal`);
    }
    if (/"Fn::(?:ImportValue|GetStackOutput)"/.test(JSON.stringify(template))) {
      throw new Error(`${where} refers to a value of another stack, which does not exist in every account and Region; write the value as a literal`);
    }
    if (template.Transform !== undefined || /"Fn::Transform"/.test(JSON.stringify(template))) {
      throw new Error(`${where} has a transform, but the StackSet does not have the capability that CloudFormation requires for one; remove the transform from stack "${this.boundStack.node.path}"`);
    }
  }

  /** The CDK passes the templates of stacks to validation plugins, but not a template that is text in another template. */
  private warnOfValidation(): void {
    const stages = this.owner.node.scopes.filter((construct): construct is Stage => Stage.isStage(construct));
    if (stages.every((stage) => pluginsOf(stage).length === 0)) { return; }
    Annotations.of(this.owner).addWarningV2(
      'cdk-vault-replica-keys:stackSetNotValidated',
      `validation plugins do not see the template of StackSet "${this.owner.node.path}", which is text in another template; check the file of its stack "Template" in the cloud assembly`,
    );
  }

  /** The CDK shows only messages of the stacks that it deploys: an error that an aspect adds in the template must not get lost. */
  private forwardMessages(): void {
    // The same words as an info and as an error are two messages.
    const keyOf = ({ type, data }: MetadataEntry) => JSON.stringify([type, data]);
    const reported = new Set(this.owner.node.metadata.map(keyOf));
    for (const { node: { metadata } } of this.boundStack.node.findAll()) {
      for (const entry of metadata) {
        if (!MESSAGES.includes(entry.type) || reported.has(keyOf(entry))) { continue; }
        reported.add(keyOf(entry));
        this.owner.node.addMetadata(entry.type, entry.data);
      }
    }
  }
}

/** Newer CDKs keep plugins of a newer kind separately, and print a deprecation warning for the older property. */
function pluginsOf(stage: Stage): unknown[] {
  return (stage as { _validationPlugins?: unknown[] })._validationPlugins ?? stage.policyValidationBeta1;
}
