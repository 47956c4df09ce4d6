import { Stack, type StackOptions } from '../../../fakes/stack';
import type { VirtualTime } from '../../../fakes/virtual-time';
import type { VirtualFunction, World } from '../../../fuzz/virtual-function';
import type { Answer } from '../cloud-formation';

/** What is sent to the function: the type, the physical id where there is one, and the properties. */
export interface Request {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties: any;
  readonly OldResourceProperties?: any;
}

/** A request that is under way. */
export interface Sent {
  readonly done: Promise<void>;
  /** Undefined as long as there is none. */
  answer(): Answer | undefined;
  /** Lambda delivers the event once more. */
  deliverAgain(): Promise<void>;
}

export interface Platform {
  readonly lambda: VirtualFunction;
  readonly world: World;
  readonly time: VirtualTime;
  readonly random: () => number;
}

/** The longest time of Lambda from an event to the start of the function. */
const COLD_START = 1_000;

/** One stack with one custom resource, and CloudFormation's hand in it. */
export class Deployment {
  public readonly stack: Stack;
  private requests = 0;

  constructor(id: string, private readonly platform: Platform, options: StackOptions) {
    this.stack = new Stack(id, options);
  }

  /** Sends a request, which is dated as CloudFormation dates the URL for the answer. */
  public send(request: Request): Sent {
    const { world, time } = this.platform;
    const date = new Date(time.now()).toISOString().replace(/[-:]|\.\d+/g, '');
    const ResponseURL = `https://cloudformation.example/${this.stack.id}/${++this.requests}?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=${date}&X-Amz-Expires=7200`;
    const event = {
      StackId: this.stack.id,
      RequestId: `${this.requests}`,
      LogicalResourceId: 'KeyPolicyStatements',
      ResourceType: 'Custom::KeyPolicyStatements',
      ResponseURL,
      ...request,
    };
    const deliver = async () => {
      await time.sleep(this.platform.random() * COLD_START);
      await this.platform.lambda.invoke(event);
    };
    return { done: deliver(), answer: () => world.answerAt.get(ResponseURL), deliverAgain: deliver };
  }
}
