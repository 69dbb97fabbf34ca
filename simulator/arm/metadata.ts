// GET /metadata/endpoints: what a client reads to learn a cloud's names. It needs no sign-in.
import type { SimResponse } from '../kernel/exchange.ts';
import type { JsonObject } from '../kernel/json.ts';
import { refusals } from './refusals.ts';

const AUTHENTICATION = {
  loginEndpoint: 'https://login.microsoftonline.com/',
  audiences: ['https://management.core.windows.net/', 'https://management.azure.com/'],
};

const CLOUD: JsonObject = {
  portal: 'https://portal.azure.com',
  authentication: { ...AUTHENTICATION, tenant: 'common', identityProvider: 'AAD' },
  media: 'https://rest.media.azure.net',
  graphAudience: 'https://graph.windows.net/',
  graph: 'https://graph.windows.net/',
  name: 'AzureCloud',
  suffixes: {
    azureDataLakeStoreFileSystem: 'azuredatalakestore.net',
    acrLoginServer: 'azurecr.io',
    sqlServerHostname: 'database.windows.net',
    azureDataLakeAnalyticsCatalogAndJob: 'azuredatalakeanalytics.net',
    keyVaultDns: 'vault.azure.net',
    storage: 'core.windows.net',
    azureFrontDoorEndpointSuffix: 'azurefd.net',
    storageSyncEndpointSuffix: 'afs.azure.net',
    mhsmDns: 'managedhsm.azure.net',
    mysqlServerEndpoint: 'mysql.database.azure.com',
    postgresqlServerEndpoint: 'postgres.database.azure.com',
    mariadbServerEndpoint: 'mariadb.database.azure.com',
    synapseAnalytics: 'dev.azuresynapse.net',
    attestationEndpoint: 'attest.azure.net',
  },
  batch: 'https://batch.core.windows.net/',
  resourceManager: 'https://management.azure.com/',
  vmImageAliasDoc:
    'https://raw.githubusercontent.com/Azure/azure-rest-api-specs/main/arm-compute/quickstart-templates/aliases.json',
  activeDirectoryDataLake: 'https://datalake.azure.net/',
  sqlManagement: 'https://management.core.windows.net:8443/',
  microsoftGraphResourceId: 'https://graph.microsoft.com/',
  appInsightsResourceId: 'https://api.applicationinsights.io',
  appInsightsTelemetryChannelResourceId: 'https://dc.applicationinsights.azure.com/v2/track',
  attestationResourceId: 'https://attest.azure.net',
  synapseAnalyticsResourceId: 'https://dev.azuresynapse.net',
  logAnalyticsResourceId: 'https://api.loganalytics.io',
  ossrDbmsResourceId: 'https://ossrdbms-aad.database.windows.net',
  gallery: 'https://gallery.azure.com/',
};

/** Three generations of the document: a few endpoints; a list of clouds; this cloud alone. */
export function metadataEndpoints(apiVersion: string): SimResponse {
  if (!/^\d{4}-\d{2}-\d{2}(-preview)?$/.test(apiVersion)) {
    throw refusals.apiVersionInvalid(apiVersion, ['2015-01-01', '2019-05-01', '2022-09-01']);
  }
  if (apiVersion >= '2022-09-01') return { status: 200, body: CLOUD };
  if (apiVersion >= '2018-01-01') return { status: 200, body: [CLOUD] };
  return {
    status: 200,
    body: {
      galleryEndpoint: 'https://gallery.azure.com/',
      graphEndpoint: 'https://graph.windows.net/',
      portalEndpoint: 'https://portal.azure.com/',
      authentication: AUTHENTICATION,
    },
  };
}
