/*
 * Parameters of Systems Manager, as GetParameter and PutParameter show them. It is modeled on the API reference: a put without `Overwrite` of a
 * parameter that exists fails, and a get of one that does not exist does. A get is assumed to show the newest put.
 */
import { jsonService, ServiceError } from './json-service';
import type { Network } from './virtual-kms';
import type { VirtualTime } from './virtual-time';

export class ParameterStore {
  /** How a request fails. */
  public fault?: ServiceError;
  private readonly values = new Map<string, string>();

  public set(name: string, value: string): void {
    this.values.set(name, value);
  }

  public get(name: string): string | undefined {
    return this.values.get(name);
  }

  /** What stands in for the network behind the SDK. */
  public network(time: VirtualTime, latency: () => number): Network {
    return jsonService(time, latency, (operation, input) => {
      if (this.fault) { throw this.fault; }
      if (operation === 'GetParameter') {
        const Value = this.values.get(input.Name);
        if (Value === undefined) { throw new ServiceError('ParameterNotFound', ''); }
        return { Parameter: { Name: input.Name, Type: 'String', Value } };
      }
      if (operation !== 'PutParameter') { throw new ServiceError('UnknownOperationException', operation); }
      if (this.values.has(input.Name) && !input.Overwrite) { throw new ServiceError('ParameterAlreadyExists', ''); }
      this.values.set(input.Name, input.Value);
      return { Version: 1, Tier: 'Standard' };
    });
  }
}
