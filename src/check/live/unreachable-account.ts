import type { LiveAccount, Refusal } from './live';
import type { Operation } from './operations';

/** An account of which nothing can be seen. */
export class UnreachableAccount implements LiveAccount {
  public readonly credentials;
  public readonly regions;

  constructor(public readonly account: string, private readonly why: Omit<Refusal, 'action'>) {
    this.credentials = this.refuse('sts:GetCallerIdentity');
    this.regions = this.refuse('account:ListRegions');
  }

  public async role() { return this.refuse('iam:GetRole'); }
  public async key() { return this.refuse('kms:DescribeKey'); }
  public async aliases() { return this.refuse('kms:ListAliases'); }
  public async stackResources() { return this.refuse('cloudformation:ListStackResources'); }
  public async failedCopies() { return this.refuse('ec2:DescribeSnapshots'); }
  public async eventRules() { return this.refuse('events:ListRules'); }
  public async trails() { return this.refuse('cloudtrail:DescribeTrails'); }
  public async simulate() { return this.refuse('iam:SimulatePrincipalPolicy'); }

  private refuse(action: Operation): { readonly refused: Refusal } {
    return { refused: { ...this.why, action } };
  }
}
