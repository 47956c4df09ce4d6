import { loadConfig, NODE_USE_FIPS_ENDPOINT_CONFIG_OPTIONS } from '@smithy/core/config';
import { resolveEndpointConfig } from '@smithy/core/endpoints';
import { parseUrl } from '@smithy/core/protocols';
import { endpointOf, type Endpoint } from './endpoint';
import { SERVICES, type ServiceName } from './services';
import { Memo } from '../memo';

/** Finds out where services are asked: at AWS, unless AWS_ENDPOINT_URL, its variants or the files of the AWS CLI say otherwise. */
export class Endpoints {
  private readonly configured = new Memo<URL | undefined>();
  private useFips?: Promise<boolean>;

  public async find(service: ServiceName, region: string): Promise<Endpoint> {
    this.useFips ??= loadConfig(NODE_USE_FIPS_ENDPOINT_CONFIG_OPTIONS)();
    const ofAws = endpointOf(service, region, await this.useFips);
    const url = await this.configured.get(service, () => configuredUrl(service, ofAws.url));
    return url ? { ...ofAws, url } : ofAws;
  }
}

async function configuredUrl(service: ServiceName, otherwise: URL): Promise<URL | undefined> {
  const config = resolveEndpointConfig({ serviceId: SERVICES[service].id, urlParser: parseUrl, endpointProvider: () => ({ url: otherwise }) });
  const url = await config.serviceConfiguredEndpoint!();
  return url === undefined ? undefined : new URL(url);
}
