import type { KeyPolicyJson, StatementJson } from '../../key-policy/key-policy-json';

/**
 * Policies without what cannot matter to a call: the principals of other accounts, of which there can be hundreds, and the resources of other
 * Regions. The evaluator answers the same, much sooner. Policies of the same text are narrowed once.
 */
export class Narrowing {
  private readonly ids = new Map<unknown, number>();
  private readonly idsOfTexts = new Map<string, number>();
  private readonly narrowed = new Map<string, unknown>();

  /** What of a key policy can be about callers of an account. */
  public ofAccount(policy: KeyPolicyJson, account: string): KeyPolicyJson {
    return this.once(policy, account, () => narrowed(policy, (statement) => forAccount(statement, account)));
  }

  /** What of an IAM policy can be about keys of a Region. */
  public ofRegion(document: unknown, region: string): unknown {
    return this.once(document, region, () => narrowed(document, (statement) => inRegion(statement, region)));
  }

  /** A number that policies of the same text share. */
  public idOf(policy: unknown): number {
    const known = this.ids.get(policy);
    if (known !== undefined) { return known; }
    const text = JSON.stringify(policy) ?? '';
    const id = this.idsOfTexts.get(text) ?? this.idsOfTexts.size;
    this.idsOfTexts.set(text, id);
    this.ids.set(policy, id);
    return id;
  }

  private once<T>(policy: T, narrowedTo: string, narrow: () => T): T {
    const id = `${narrowedTo} ${this.idOf(policy)}`;
    if (!this.narrowed.has(id)) { this.narrowed.set(id, narrow()); }
    return this.narrowed.get(id) as T;
  }
}

/** What is no list of statements stays as it is, for the evaluator to judge. */
function narrowed<T>(policy: T, narrow: (statement: any) => unknown): T {
  const { Statement: statements } = (policy ?? {}) as { readonly Statement?: unknown };
  return Array.isArray(statements) ? { ...policy, Statement: statements.map(narrow) } : policy;
}

function forAccount(statement: Partial<StatementJson> | null, account: string): unknown {
  const principals = (statement?.Principal as { readonly AWS?: unknown } | null | undefined)?.AWS;
  if (!Array.isArray(principals)) { return statement; }
  const needed = atLeastOne(principals, (one) => !isOfOther(one, account));
  return { ...statement, Principal: { ...statement!.Principal as object, AWS: needed } };
}

function inRegion(statement: { readonly Resource?: unknown } | null, region: string): unknown {
  const resources = statement?.Resource;
  return Array.isArray(resources) ? { ...statement, Resource: atLeastOne(resources, (one) => !isElsewhere(one, region)) } : statement;
}

/** Those that are needed. An empty list would mean something else. */
function atLeastOne(values: readonly unknown[], isNeeded: (value: unknown) => boolean): unknown[] {
  const needed = values.filter(isNeeded);
  return needed.length > 0 ? needed : values.slice(0, 1);
}

/** Whether a principal is one of another account for sure. */
function isOfOther(principal: unknown, account: string): boolean {
  const [, id] = /^(?:arn:aws[a-z-]*:(?:iam|sts)::)?(\d{12})(?::(?:root|(?:role|user|assumed-role)\/[\w+=,.@/-]+))?$/.exec(`${principal}`) ?? [];
  return typeof principal === 'string' && id !== undefined && id !== account;
}

/** Whether a resource is in another Region for sure. */
function isElsewhere(resource: unknown, region: string): boolean {
  const [, its] = /^arn:aws[a-z-]*:kms:([a-z0-9-]+):/.exec(`${resource}`) ?? [];
  return typeof resource === 'string' && its !== undefined && its !== region;
}
