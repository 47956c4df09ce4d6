import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { InlinedHandler, Surroundings } from './inlined-handler';
import { Stack, stackError, type Page, type StackOptions } from '../../fakes/stack';

/** What the function answers to CloudFormation. */
export interface Answer {
  readonly Status: 'SUCCESS' | 'FAILED';
  readonly Reason?: string;
  readonly PhysicalResourceId: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
}

export interface Properties {
  readonly Key: unknown;
  readonly Statements: unknown;
}

const STACK_ID = 'arn:aws:cloudformation:eu-west-1:222222222222:stack/Protected/0a1b2c3d-1111-2222-3333-444455556666';

/** What CloudFormation does around a custom resource: its events, the URL where it waits for the answer, and its API. */
export class CloudFormation {
  public static async start(options: StackOptions = {}): Promise<CloudFormation> {
    const cloudFormation = new CloudFormation(options);
    await new Promise<void>((resolve) => cloudFormation.server.listen(0, '127.0.0.1', resolve));
    return cloudFormation;
  }

  /** How many of the next answers are refused. */
  public refusals = 0;
  /** The content type of the last answer: CloudFormation's URL is signed for one without. */
  public contentType?: string;
  /** What the API answers, in place of the truth. */
  public wrong?: (action: string) => Page | undefined;
  /** The actions of the API that were called. */
  public readonly calls: string[] = [];
  private readonly stacks = new Map<string, Stack>();
  private readonly bodies = new Map<string, Buffer[]>();
  private readonly server: Server;
  private requests = 0;

  private constructor(private readonly options: StackOptions) {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk) => chunks.push(chunk)).on('end', () => {
        if (request.method === 'POST') {
          const { status, body } = this.answer(Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString())));
          response.writeHead(status, { 'content-type': 'text/xml' }).end(body);
          return;
        }
        if (this.refusals-- > 0) {
          response.writeHead(503).end();
          return;
        }
        this.contentType = request.headers['content-type'];
        if (request.method === 'PUT') { this.bodies.set(request.url!, [...this.bodies.get(request.url!) ?? [], Buffer.concat(chunks)]); }
        response.end();
      });
    });
  }

  public async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  public get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** The stack of that id, or of the id that events have unless they have another. */
  public stack(id = STACK_ID): Stack {
    const stack = this.stacks.get(id) ?? new Stack(id, this.options);
    this.stacks.set(id, stack);
    return stack;
  }

  private answer(query: Record<string, string>): Page {
    this.calls.push(query.Action);
    // The function's role has permission for its own stack only.
    return this.wrong?.(query.Action) ?? this.stacks.get(query.StackName)?.answer(query) ?? stackError(403, 'AccessDenied');
  }

  /** Sends the event, with what all events contain, and waits for the answer. */
  public async ask(handler: InlinedHandler, surroundings: Surroundings, event: any, remaining?: number): Promise<Answer> {
    const bodies = await this.send(handler, surroundings, {
      RequestId: `${this.requests}`,
      StackId: STACK_ID,
      LogicalResourceId: 'KeyPolicyStatements',
      ResourceType: 'Custom::KeyPolicyStatements',
      ServiceToken: 'arn:aws:lambda:eu-west-1:222222222222:function:Handler',
      ...withTextOnly(event),
    }, remaining);
    // CloudFormation accepts no more than 4096 bytes.
    const answer = bodies.filter(({ length }) => length <= 4096).pop();
    if (!answer) { throw new Error('there was no answer that CloudFormation accepts'); }
    return JSON.parse(answer.toString());
  }

  /** Sends the event as it is, but for a URL of its own, and gives all that was put there. */
  public async send(handler: InlinedHandler, surroundings: Surroundings, event: any, remaining?: number): Promise<Buffer[]> {
    const path = `/${++this.requests}`;
    await handler.invoke({ ...event, ResponseURL: `${this.endpoint}${path}` }, { ...surroundings, cloudFormation: this.endpoint }, remaining);
    return this.bodies.get(path) ?? [];
  }
}

/** CloudFormation hands on booleans and numbers as text. */
function withTextOnly(event: any): any {
  return JSON.parse(JSON.stringify(event), (_name, value) => ['boolean', 'number'].includes(typeof value) ? `${value}` : value);
}

/** A custom resource over its life, as CloudFormation leads it. */
export class CustomResource {
  public physicalId?: string;
  private properties?: Properties;

  /** @param ask sends an event and waits for the answer. */
  constructor(private readonly ask: (event: any, remaining?: number) => Promise<Answer>, private readonly stack: Stack) {}

  /** A creation that fails is followed by a deletion, as part of the rollback. */
  public async create(properties: Properties, remaining?: number): Promise<{ created: Answer; rolledBack?: Answer }> {
    const operation = this.stack.status === undefined ? 'CREATE' : 'UPDATE';
    this.stack.enter(`${operation}_IN_PROGRESS`);
    const created = await this.ask({ RequestType: 'Create', ResourceProperties: properties }, remaining);
    this.adopt(created, properties);
    if (created.Status === 'SUCCESS') { return { created }; }
    this.stack.enter(operation === 'CREATE' ? 'ROLLBACK_IN_PROGRESS' : 'UPDATE_ROLLBACK_IN_PROGRESS');
    return { created, rolledBack: await this.sendDelete(this.physicalId!, properties) };
  }

  /** An update that fails is followed by one back; one that gives another physical id, by a deletion of what was. */
  public async update(properties: Properties, remaining?: number): Promise<{ updated: Answer; rolledBack?: Answer; cleanedUp?: Answer }> {
    const former = { id: this.physicalId!, properties: this.properties! };
    this.stack.enter('UPDATE_IN_PROGRESS');
    const updated = await this.sendUpdate(properties, remaining);
    if (updated.Status === 'FAILED') {
      this.stack.enter('UPDATE_ROLLBACK_IN_PROGRESS');
      return { updated, rolledBack: await this.sendUpdate(former.properties, undefined, properties) };
    }
    this.adopt(updated, properties);
    if (updated.PhysicalResourceId === former.id) { return { updated }; }
    this.stack.enter('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
    return { updated, cleanedUp: await this.sendDelete(former.id, former.properties) };
  }

  /** Goes back to the former properties after a success, as when another resource of the stack fails. */
  public async updateAndRollBack(properties: Properties): Promise<{ updated: Answer; rolledBack: Answer; cleanedUp?: Answer }> {
    const former = this.properties!;
    this.stack.enter('UPDATE_IN_PROGRESS');
    const updated = await this.sendUpdate(properties);
    this.adopt(updated, properties);
    this.stack.enter('UPDATE_ROLLBACK_IN_PROGRESS');
    const rolledBack = await this.sendUpdate(former);
    this.adopt(rolledBack, former);
    if (updated.PhysicalResourceId === rolledBack.PhysicalResourceId) { return { updated, rolledBack }; }
    this.stack.enter('UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS');
    return { updated, rolledBack, cleanedUp: await this.sendDelete(updated.PhysicalResourceId, properties) };
  }

  /** Goes back without having waited for the update, as when another resource of the stack fails meanwhile. */
  public async updateAndCancel(properties: Properties): Promise<{ rolledBack: Answer }> {
    this.stack.enter('UPDATE_IN_PROGRESS');
    await this.sendUpdate(properties);
    this.stack.enter('UPDATE_ROLLBACK_IN_PROGRESS');
    return { rolledBack: await this.sendUpdate(this.properties!, undefined, properties) };
  }

  public async delete(remaining?: number): Promise<Answer> {
    this.stack.enter('DELETE_IN_PROGRESS');
    return this.sendDelete(this.physicalId!, this.properties!, remaining);
  }

  private sendUpdate(properties: Properties, remaining?: number, former = this.properties): Promise<Answer> {
    return this.ask({
      RequestType: 'Update', PhysicalResourceId: this.physicalId, ResourceProperties: properties, OldResourceProperties: former,
    }, remaining);
  }

  private sendDelete(id: string, properties: Properties, remaining?: number): Promise<Answer> {
    return this.ask({ RequestType: 'Delete', PhysicalResourceId: id, ResourceProperties: properties }, remaining);
  }

  private adopt({ PhysicalResourceId }: Answer, properties: Properties): void {
    this.physicalId = PhysicalResourceId;
    this.properties = properties;
  }
}
