import { LOGICAL_ID, type RestoringTemplate, type Values } from './restoring-template';
import type { World } from './world';
import type { Rule } from '../../fakes/event-bridge';
import { stackStatusEvent } from '../../fakes/event-documents';
import type { Stack } from '../../fakes/stack';
import { PROTECTED } from '../../fixtures/vault-app';
import { VirtualFunction } from '../../fuzz/virtual-function';
import { Deployment, type Sent } from '../handler/overlap/deployment';

/** The statuses from which a stack does nothing more. */
const COMPLETE = /^(?!.*_IN_PROGRESS$)/;

/** One stack with one custom resource whose statements are restored: its two functions, its rules, and what CloudFormation does with it. */
export class RestoredStack {
  public readonly id: string;
  public readonly handlerRole: string;
  public readonly restorerRole: string;
  /** What the policy must have of this stack's, by CloudFormation's last word. */
  public desired: any[] = [];
  /** That of the custom resource. */
  public physicalId?: string;
  private readonly deployment: Deployment;
  private readonly restorer: VirtualFunction;
  private readonly restorerWorld: { readonly log: string };
  private rules: Rule[] = [];
  /** Since when the stack has been in its present operation. */
  private operationSince?: number;

  constructor(name: string, private readonly template: RestoringTemplate, private readonly world: World, private key: string) {
    const { time, random, eventBridge } = world;
    this.id = `arn:aws:cloudformation:eu-west-1:${PROTECTED}:stack/${name}/0a1b2c3d-${name.toLowerCase()}`;
    this.handlerRole = `arn:aws:iam::${PROTECTED}:role/${name}-Handler`;
    this.restorerRole = `arn:aws:iam::${PROTECTED}:role/${name}-Restorer`;
    const cloudFormation = { answer: (query: any) => world.askCloudFormation(this, query) };
    const handler = new VirtualFunction(template.handlerCode);
    const handlerWorld = handler.enter({ kms: world.kms.networkOf(this.handlerRole), cloudFormation }, time);
    this.deployment = new Deployment(this.id, { lambda: handler, world: handlerWorld, time, random }, {
      now: () => time.now(), staleness: () => random() * 4_000, pageSize: 2,
    });
    this.restorer = new VirtualFunction(template.restorerCode);
    this.restorerWorld = this.restorer.enter({
      kms: world.kms.networkOf(this.restorerRole, world.options.decidesRights ? template.restorerPolicy(this.values) : undefined),
      cloudFormation,
      ssm: world.parameters.network(time, world.latency),
      eventBridge: eventBridge.network(world.latency),
    }, time);
    world.kms.watch(({ caller, time: now }) => {
      if (caller !== this.restorerRole) { return; }
      // The status is at most four seconds late, and its request and the write are given up after three.
      if (this.operationSince !== undefined && now > this.operationSince + 10_000) {
        throw new Error(`the restorer of ${name} wrote ${now - this.operationSince} ms after the beginning of an operation`);
      }
      world.restorations.push({ stack: name, time: now });
    });
  }

  public get stack(): Stack {
    return this.deployment.stack;
  }

  /** What the restorer made of each check. */
  public get outcomes(): string[] {
    return this.restorerWorld.log.split('\n').filter(Boolean).map((line) => JSON.parse(line).outcome);
  }

  public get failures(): any[] {
    return this.world.eventBridge.received.filter(({ Detail }) => Detail['stack-id'] === this.id);
  }

  /** The name of the parameter that counts restorations. */
  public get counter(): string {
    return `/cdk-vault-replica-keys/${this.id.split('/')[2]}/${LOGICAL_ID}`;
  }

  public async create(statements: any[]): Promise<void> {
    this.enter('CREATE_IN_PROGRESS');
    this.show('CREATE_IN_PROGRESS', statements);
    this.world.parameters.set(this.counter, '[]');
    const sent = this.deployment.send({ RequestType: 'Create', ResourceProperties: this.properties(statements) });
    await this.success(sent);
    this.desired = statements;
    this.show('CREATE_COMPLETE', statements);
    this.startRules();
    this.enter('CREATE_COMPLETE');
  }

  public async update(statements: any[], offset?: number): Promise<void> {
    const former = this.desired;
    this.enter('UPDATE_IN_PROGRESS');
    this.show('UPDATE_IN_PROGRESS', this.world.random() < 0.5 ? statements : former);
    const sent = this.deployment.send(this.change(statements, former));
    if (offset !== undefined) {
      await this.world.time.sleep(offset);
      await this.rollBack(statements, former, sent);
      return;
    }
    await this.success(sent);
    this.desired = statements;
    this.show('UPDATE_COMPLETE', statements);
    this.restartRules();
    this.enter('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
    await this.world.time.sleep(1_000);
    this.enter('UPDATE_COMPLETE');
  }

  /** An operation in which this resource does not change. */
  public async updateOthers(duration: number): Promise<void> {
    this.enter('UPDATE_IN_PROGRESS');
    await this.world.time.sleep(duration);
    this.enter('UPDATE_COMPLETE');
  }

  public async delete(): Promise<void> {
    this.enter('DELETE_IN_PROGRESS');
    this.world.eventBridge.remove(...this.rules);
    await this.world.time.sleep(2_000);
    this.show('DELETE_IN_PROGRESS', this.desired);
    await this.success(this.deployment.send({
      RequestType: 'Delete', PhysicalResourceId: this.physicalId, ResourceProperties: this.properties(this.desired),
    }));
    this.desired = [];
    this.stack.show(LOGICAL_ID, { status: 'DELETE_COMPLETE', physicalId: this.physicalId });
    this.enter('DELETE_COMPLETE');
  }

  /** An invocation that no rule started, such as one that somebody made up. */
  public invoke(event: any): Promise<void> {
    return this.restorer.invoke(event);
  }

  /** What the rules send for this stack. */
  public get event(): any {
    return { stackId: this.id, logicalIds: [LOGICAL_ID] };
  }

  /** The stack enters a status that no operation of this class leads to. */
  public enter(status: string): void {
    this.stack.enter(status);
    if (COMPLETE.test(status)) { this.operationSince = undefined; } else { this.operationSince ??= this.world.time.now(); }
    this.world.eventBridge.emit(stackStatusEvent(this.id, status));
  }

  /** What CloudFormation shows of the custom resource. */
  public show(status: string, statements: any[]): void {
    this.stack.show(LOGICAL_ID, { status, physicalId: this.physicalId, metadata: { RestoreStatements: statements } });
  }

  private async rollBack(statements: any[], former: any[], update: Sent): Promise<void> {
    this.enter('UPDATE_ROLLBACK_IN_PROGRESS');
    this.show('UPDATE_IN_PROGRESS', former);
    await this.success(this.deployment.send(this.change(former, statements)));
    await update.done;
    this.show('UPDATE_COMPLETE', former);
    this.restartRules();
    this.enter('UPDATE_ROLLBACK_COMPLETE');
  }

  private change(statements: any[], former: any[]): any {
    return {
      RequestType: 'Update',
      PhysicalResourceId: this.physicalId,
      ResourceProperties: this.properties(statements),
      OldResourceProperties: this.properties(former),
    };
  }

  private properties(Statements: any[]): any {
    return { Key: this.key, Statements };
  }

  private async success(sent: Sent): Promise<void> {
    await sent.done;
    const answer = sent.answer();
    if (answer?.Status !== 'SUCCESS') { throw new Error(`${answer?.Status}: ${answer?.Reason}`); }
    this.physicalId = answer.PhysicalResourceId;
  }

  private get values(): Values {
    return { stackId: this.id, physicalId: this.physicalId ?? `${this.key}#`, handlerRole: this.handlerRole, restorerRole: this.restorerRole };
  }

  private startRules(): void {
    const invoke = (input: any) => this.restorer.invoke(input);
    this.rules = this.template.rules(this.values).map(({ pattern, input }) => ({ pattern, input, invoke }));
    this.world.eventBridge.add(...this.rules);
  }

  private restartRules(): void {
    this.world.eventBridge.remove(...this.rules);
    this.startRules();
  }
}
