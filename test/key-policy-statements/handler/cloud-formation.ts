import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { InlinedHandler, Surroundings } from './inlined-handler';

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

/** What CloudFormation does around a custom resource: its events, and the URL where it waits for the answer. */
export class CloudFormation {
  public static async start(): Promise<CloudFormation> {
    const cloudFormation = new CloudFormation();
    await new Promise<void>((resolve) => cloudFormation.server.listen(0, '127.0.0.1', resolve));
    return cloudFormation;
  }

  /** How many of the next answers are refused. */
  public refusals = 0;
  /** The content type of the last answer: CloudFormation's URL is signed for one without. */
  public contentType?: string;
  private readonly bodies = new Map<string, Buffer[]>();
  private readonly server: Server;
  private requests = 0;

  private constructor() {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk) => chunks.push(chunk)).on('end', () => {
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

  /** Sends the event, with what all events hold, and waits for the answer. */
  public async ask(handler: InlinedHandler, surroundings: Surroundings, event: any, remaining?: number): Promise<Answer> {
    const bodies = await this.send(handler, surroundings, {
      RequestId: `${this.requests}`,
      StackId: 'arn:aws:cloudformation:eu-west-1:222222222222:stack/Protected/0a1b2c3d-1111-2222-3333-444455556666',
      LogicalResourceId: 'KeyPolicyStatements',
      ResourceType: 'Custom::KeyPolicyStatements',
      ServiceToken: 'arn:aws:lambda:eu-west-1:222222222222:function:Handler',
      ...withTextOnly(event),
    }, remaining);
    // CloudFormation takes no more than 4096 bytes.
    const answer = bodies.filter(({ length }) => length <= 4096).pop();
    if (!answer) { throw new Error('there was no answer that CloudFormation takes'); }
    return JSON.parse(answer.toString());
  }

  /** Sends the event as it is, but for a URL of its own, and gives all that was put there. */
  public async send(handler: InlinedHandler, surroundings: Surroundings, event: any, remaining?: number): Promise<Buffer[]> {
    const path = `/${++this.requests}`;
    await handler.invoke({ ...event, ResponseURL: `http://127.0.0.1:${(this.server.address() as AddressInfo).port}${path}` }, surroundings, remaining);
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
  constructor(private readonly ask: (event: any, remaining?: number) => Promise<Answer>) {}

  /** A creation that fails is followed by a deletion, as part of the rollback. */
  public async create(properties: Properties, remaining?: number): Promise<{ created: Answer; rolledBack?: Answer }> {
    const created = await this.ask({ RequestType: 'Create', ResourceProperties: properties }, remaining);
    this.adopt(created, properties);
    if (created.Status === 'SUCCESS') { return { created }; }
    return { created, rolledBack: await this.delete() };
  }

  /** An update that fails is followed by one back; one that gives another physical id, by a deletion of what was. */
  public async update(properties: Properties, remaining?: number): Promise<{ updated: Answer; rolledBack?: Answer; cleanedUp?: Answer }> {
    const former = { id: this.physicalId!, properties: this.properties! };
    const updated = await this.sendUpdate(properties, remaining);
    if (updated.Status === 'FAILED') {
      return { updated, rolledBack: await this.sendUpdate(former.properties, undefined, properties) };
    }
    this.adopt(updated, properties);
    if (updated.PhysicalResourceId === former.id) { return { updated }; }
    return { updated, cleanedUp: await this.sendDelete(former.id, former.properties) };
  }

  /** Goes back to the former properties after a success, as when another resource of the stack fails. */
  public async updateAndRollBack(properties: Properties): Promise<{ updated: Answer; rolledBack: Answer; cleanedUp?: Answer }> {
    const former = this.properties!;
    const updated = await this.sendUpdate(properties);
    this.adopt(updated, properties);
    const rolledBack = await this.sendUpdate(former);
    this.adopt(rolledBack, former);
    if (updated.PhysicalResourceId === rolledBack.PhysicalResourceId) { return { updated, rolledBack }; }
    return { updated, rolledBack, cleanedUp: await this.sendDelete(updated.PhysicalResourceId, properties) };
  }

  public async delete(remaining?: number): Promise<Answer> {
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
