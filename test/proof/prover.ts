import { isAllowedBy, type Policy } from './model/decision';
import { EASY_TO_READ, WELL_FORMED } from './model/request';
import { keyOf, policyOf } from './policies/policy-of';
import { Script } from './solver/script';
import { Solver } from './solver/solver';
import { and, not, type Term } from './solver/term';
import type { Claim } from './specification/claim';
import { CLAIMS } from './specification/claims';
import type { Facts } from './specification/facts';
import { requestOf, type Request } from './witness/request';
import { sentenceOf } from './witness/sentence';

/** What became of the claims about one policy. */
export interface Outcome {
  /** The claims that say something of the policy. */
  readonly claimed: readonly string[];
  readonly refutations: readonly Refutation[];
  /** The claims of which no request at all is what they are about: these would say nothing. */
  readonly empty: readonly string[];
}

/** A request of which a claim is false. */
export interface Refutation {
  readonly claim: Claim;
  readonly request: Request;
  /** Names caller, action and context. */
  readonly sentence: string;
}

/** Proves claims about policies, or refutes them. */
export class Prover {
  private readonly solver = new Solver();
  private readonly decisions = new Map<string, Term>();

  /** What KMS decides by the policy that the library makes. */
  public readonly allowed = (facts: Facts): Term => {
    const name = JSON.stringify(Object.entries(facts).sort());
    const decision = this.decisions.get(name) ?? isAllowedBy(policyOf(facts), keyOf(facts));
    this.decisions.set(name, decision);
    return decision;
  };

  /** @param policy another policy instead of that of the library. */
  public async examine(facts: Facts, policy?: Policy, claims: readonly Claim[] = CLAIMS): Promise<Outcome> {
    const decision = policy && isAllowedBy(policy, keyOf(facts));
    const allowed = decision ? (other: Facts) => other === facts ? decision : this.allowed(other) : this.allowed;
    const claimed = claims.flatMap((claim) => {
      const statement = claim.about(facts, allowed);
      return statement ? [{ claim, ...statement, name: claim.id.replaceAll('-', '_') }] : [];
    });
    const preferences = EASY_TO_READ.map((term, index): [string, Term] => [`easy_${index}`, term]);
    const script = new Script(WELL_FORMED, new Map([...preferences, ...claimed.flatMap(({ name, when, then }): Array<[string, Term]> => [
      [`refutes_${name}`, and(when, not(then))], [`about_${name}`, when],
    ])]));
    await this.solver.load(script.text);
    const refutations: Refutation[] = [];
    const empty: string[] = [];
    for (const { claim, name } of claimed) {
      if (await this.solver.isSatisfiable(`refutes_${name}`)) {
        const request = requestOf(script.assignment(await this.easiest(`refutes_${name}`, preferences.map(([preference]) => preference), script)));
        refutations.push({ claim, request, sentence: `${claim.sentence} Not so: ${sentenceOf(request)}.` });
      } else if (!await this.solver.isSatisfiable(`about_${name}`)) {
        empty.push(claim.id);
      }
    }
    return { claimed: claimed.map(({ claim }) => claim.id), refutations, empty };
  }

  /** The values of a request for which the constant holds, and one of the preferences if that can be. */
  private async easiest(constant: string, preferences: readonly string[], script: Script): Promise<Map<string, string>> {
    for (const preference of preferences) {
      if (await this.solver.isSatisfiable(constant, preference)) { return this.solver.values(script.constants); }
    }
    if (!await this.solver.isSatisfiable(constant)) { throw new Error(`Z3 contradicts its own answer about ${constant}`); }
    return this.solver.values(script.constants);
  }

  public end(): void {
    this.solver.end();
  }
}
