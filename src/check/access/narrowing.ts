import type { KeyPolicyJson, StatementJson } from '../../key-policy/key-policy-json';

/**
 * Removes from policies what cannot matter to a call: the principals of other accounts, of which there can be hundreds, and the resources of other
 * Regions. The evaluator gives the same answers in much less time. Policies with the same text are narrowed once.
 */
export class Narrowing {
  private readonly ids = new Map<unknown, number>();
  private readonly idsOfTexts = new Map<string, number>();
  private readonly narrowed = new Map<string, unknown>();

  /** A key policy without the principals of other accounts. */
  public ofAccount(policy: KeyPolicyJson, account: string): KeyPolicyJson {
    return this.once(policy, account, () => narrowed(policy, (statement) => forAccount(statement, account)));
  }

  /** An IAM policy without the resources of other Regions. */
  public ofRegion(document: unknown, region: string): unknown {
    return this.once(document, region, () => narrowed(document, (statement) => inRegion(statement, region)));
  }

  /** A number for each text of a policy. */
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

/** A policy without a list of statements is left to the evaluator. */
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

/** The values that are needed, or the first one, because an empty list has another meaning. */
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
  const [, keyRegion] = /^arn:aws[a-z-]*:kms:([a-z0-9-]+):/.exec(`${resource}`) ?? [];
  return typeof resource === 'string' && keyRegion !== undefined && keyRegion !== region;
}
