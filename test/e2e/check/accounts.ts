import { IAM } from '@aws-sdk/client-iam';
import { KMS } from '@aws-sdk/client-kms';
import type { Emulator } from '../emulator';

/** Changes what is live in the accounts of an emulator, as somebody would by the AWS SDK. */
export class Accounts {
  private readonly clients = new Map<string, KMS | IAM>();

  public constructor(private readonly emulator: Emulator) {}

  /** KMS of an account and Region. */
  public kms(account: string, region: string): KMS {
    return this.client(`${account} ${region}`, () => new KMS(this.settings(account, region)));
  }

  /** IAM of an account. */
  public iam(account: string): IAM {
    return this.client(account, () => new IAM(this.settings(account, 'us-east-1')));
  }

  private client<T extends KMS | IAM>(id: string, make: () => T): T {
    const client = this.clients.get(id) ?? make();
    this.clients.set(id, client);
    return client as T;
  }

  private settings(account: string, region: string) {
    return { endpoint: this.emulator.endpoint, region, credentials: { accessKeyId: account, secretAccessKey: 'secret' } };
  }
}
