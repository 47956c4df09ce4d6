import type { KeyPolicyJson } from './key-policy-json';
import type { PolicyContent } from './policy-content';
import { policyBytes } from './policy-size';
import { policyInTemplate, renderPolicy } from './render-policy';
import { TemplatePolicy } from './template-policy';
import { hasPlaceholder, REGION } from '../arns/deploy-time';

/** The key policies that one content comes to, one for all Regions unless it names the Region. Each is rendered at the first use. */
export class TemplatePolicies {
  private readonly byRegion = new Map<string | undefined, TemplatePolicy>();
  private rendered?: { readonly policy: KeyPolicyJson; readonly namesRegion: boolean };
  private measured?: number;

  /** @param retired whether the keys decrypt old replicas only. */
  constructor(private readonly content: PolicyContent, private readonly retired: boolean) {}

  /** The bytes of the key policy in the Region with the longest name. */
  public get bytes(): number {
    this.measured ??= policyBytes(this.inAnyRegion.policy);
    return this.measured;
  }

  /** @param region the Region of the key, left to the deployment when it is undefined or a token. */
  public in(region: string | undefined): TemplatePolicy {
    const { policy, namesRegion } = this.inAnyRegion;
    const place = namesRegion ? region : undefined;
    const inTemplate = this.byRegion.get(place) ?? new TemplatePolicy(policyInTemplate(policy, place), this.content.owner);
    this.byRegion.set(place, inTemplate);
    return inTemplate;
  }

  private get inAnyRegion() {
    if (!this.rendered) {
      const policy = renderPolicy(this.content, this.retired);
      this.rendered = { policy, namesRegion: hasPlaceholder(policy, [REGION]) };
    }
    return this.rendered;
  }
}
