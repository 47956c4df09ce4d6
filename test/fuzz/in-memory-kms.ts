import { ALIAS } from './base';
import type { Operation } from '../fakes/authorization';
import { KeyStore } from '../fakes/key-store';
import { KmsError } from '../fakes/kms-error';
import { Operations } from '../fakes/operations';
import { Principals } from '../fakes/principals';
import { KEY_ID } from '../fixtures/protected-app';
import { PROTECTED } from '../fixtures/vault-app';
import { HANDLER_ROLE } from '../key-policy-statements/handler/scene';

/** An answer that KMS does not give. */
export interface WrongAnswer {
  readonly status: number;
  readonly body: string | Buffer;
  /** Whether the operation is carried out all the same. */
  readonly effect?: boolean;
}

/** A KMS with one key, in which it shows what was done. */
export interface WatchedKms {
  readonly key: string;
  readonly calls: string[];
  /** The policy, whatever GetKeyPolicy answers. */
  readonly policyText: string;
}

/** Names that are nobody's do not matter here. */
class Everybody extends Principals {
  public override exists(): boolean {
    return true;
  }
}

/** The rules of the strict KMS without its server, and answers instead of its own. */
export class InMemoryKms implements WatchedKms {
  public readonly calls: Operation[] = [];
  public readonly key: string;
  private readonly store = new KeyStore(() => 0);
  private readonly principals = new Everybody();
  private readonly operations = new Operations({ store: this.store, principals: this.principals, staleness: () => 0, rewrite: true });

  constructor(policy: any, private readonly wrong: Partial<Record<Operation, WrongAnswer>> = {}) {
    this.principals.add(HANDLER_ROLE);
    this.key = this.store.create({ account: PROTECTED, region: 'eu-west-1', keyId: KEY_ID, policy, aliases: [ALIAS] }).arn;
  }

  public get policyText(): string {
    return this.store.current(this.store.get(this.key)).text;
  }

  /** What stands in for the network behind the SDK. */
  public async handle({ headers, body }: { headers: Record<string, string>; body: Uint8Array }): Promise<{ response: any }> {
    const operation = headers['x-amz-target'].split('.')[1] as Operation;
    this.calls.push(operation);
    const { status, body: answer } = await this.answer(operation, JSON.parse(new TextDecoder().decode(body)));
    return { response: { statusCode: status, headers: { 'content-type': 'application/x-amz-json-1.1' }, body: Buffer.from(answer) } };
  }

  private async answer(operation: Operation, input: any): Promise<WrongAnswer> {
    const wrong = this.wrong[operation];
    if (wrong && !wrong.effect) { return wrong; }
    try {
      const output = await this.operations.run(operation, { caller: this.principals.get(HANDLER_ROLE), region: 'eu-west-1', input });
      return wrong ?? { status: 200, body: JSON.stringify(output) };
    } catch (error) {
      if (!(error instanceof KmsError)) { throw error; }
      return { status: error.status, body: JSON.stringify({ __type: error.code, message: error.message }) };
    }
  }
}
