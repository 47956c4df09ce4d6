import type { PolicyContent } from './policy-content';
import { policyInTemplate, renderPolicy } from './render-policy';
import { policyBytes } from './rules/policy-size';
import { TemplatePolicy } from './template-policy';
import { hasPlaceholder, REGION } from '../arns/deploy-time/deploy-time';

/** The key policies that one content comes to, one for all Regions unless it names the Region. Each is rendered at the first use. */
export class TemplatePolicies {
  private readonly byRegion = new Map<string | undefined, TemplatePolicy>();
  private rendered?: TemplatePolicy;
  private measured?: number;

  /** @param retired whether the keys decrypt old replicas only. */
  constructor(private readonly content: PolicyContent, private readonly retired: boolean) {}

  /** The bytes of the key policy in the Region with the longest name. */
  public get bytes(): number {
    this.measured ??= policyBytes(this.inAnyRegion.text);
    return this.measured;
  }

  /** @param region the Region of the key, left to the deployment when it is undefined or a token. */
  public in(region: string | undefined): TemplatePolicy {
    const { inAnyRegion } = this;
    return hasPlaceholder(inAnyRegion.text) ? this.substituted(inAnyRegion.text.includes(REGION) ? region : undefined) : inAnyRegion;
  }

  private substituted(region: string | undefined): TemplatePolicy {
    const inTemplate = this.byRegion.get(region) ?? new TemplatePolicy(policyInTemplate(this.inAnyRegion.toJSON(), region));
    this.byRegion.set(region, inTemplate);
    return inTemplate;
  }

  /** With `PARTITION`, `ACCOUNT` and `REGION` for what differs from key to key. */
  private get inAnyRegion(): TemplatePolicy {
    this.rendered ??= new TemplatePolicy(renderPolicy(this.content, this.retired));
    return this.rendered;
  }
}
