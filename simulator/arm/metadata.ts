// GET /metadata/endpoints: what a client reads to learn a cloud's names. It needs no sign-in.
import type { Cloud, CloudName } from '../kernel/clouds.ts';
import type { SimResponse } from '../kernel/exchange.ts';
import type { JsonObject } from '../kernel/json.ts';
import { refusals } from './refusals.ts';

const ALIASES =
  'https://raw.githubusercontent.com/Azure/azure-rest-api-specs/main/arm-compute/quickstart-templates/aliases.json';

/** What the document says beside the names that the simulator answers at; from Azure CLI's list of endpoints. */
const OTHERS: Readonly<Record<CloudName, JsonObject & { readonly portal: string; readonly suffixes: JsonObject }>> = {
  AzureCloud: {
    portal: 'https://portal.azure.com',
    media: 'https://rest.media.azure.net',
    graphAudience: 'https://graph.windows.net/',
    graph: 'https://graph.windows.net/',
    suffixes: {
      azureDataLakeStoreFileSystem: 'azuredatalakestore.net',
      acrLoginServer: 'azurecr.io',
      sqlServerHostname: 'database.windows.net',
      azureDataLakeAnalyticsCatalogAndJob: 'azuredatalakeanalytics.net',
      keyVaultDns: 'vault.azure.net',
      azureFrontDoorEndpointSuffix: 'azurefd.net',
      storageSyncEndpointSuffix: 'afs.azure.net',
      mhsmDns: 'managedhsm.azure.net',
      mysqlServerEndpoint: 'mysql.database.azure.com',
      postgresqlServerEndpoint: 'postgres.database.azure.com',
      mariadbServerEndpoint: 'mariadb.database.azure.com',
      synapseAnalytics: 'dev.azuresynapse.net',
      attestationEndpoint: 'attest.azure.net',
    },
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
  },
  AzureUSGovernment: {
    portal: 'https://portal.azure.us',
    media: 'https://rest.media.usgovcloudapi.net',
    graphAudience: 'https://graph.windows.net/',
    graph: 'https://graph.windows.net/',
    suffixes: {
      acrLoginServer: 'azurecr.us',
      sqlServerHostname: 'database.usgovcloudapi.net',
      keyVaultDns: 'vault.usgovcloudapi.net',
      storageSyncEndpointSuffix: 'afs.azure.us',
      mhsmDns: 'managedhsm.usgovcloudapi.net',
      mysqlServerEndpoint: 'mysql.database.usgovcloudapi.net',
      postgresqlServerEndpoint: 'postgres.database.usgovcloudapi.net',
      mariadbServerEndpoint: 'mariadb.database.usgovcloudapi.net',
      synapseAnalytics: 'dev.azuresynapse.usgovcloudapi.net',
    },
    sqlManagement: 'https://management.core.usgovcloudapi.net:8443/',
    microsoftGraphResourceId: 'https://graph.microsoft.us/',
    appInsightsResourceId: 'https://api.applicationinsights.us',
    logAnalyticsResourceId: 'https://api.loganalytics.us',
    ossrDbmsResourceId: 'https://ossrdbms-aad.database.usgovcloudapi.net',
    gallery: 'https://gallery.usgovcloudapi.net/',
  },
  AzureChinaCloud: {
    portal: 'https://portal.azure.cn',
    media: 'https://rest.media.chinacloudapi.cn',
    graphAudience: 'https://graph.chinacloudapi.cn/',
    graph: 'https://graph.chinacloudapi.cn/',
    suffixes: {
      acrLoginServer: 'azurecr.cn',
      sqlServerHostname: 'database.chinacloudapi.cn',
      keyVaultDns: 'vault.azure.cn',
      mhsmDns: 'managedhsm.azure.cn',
      mysqlServerEndpoint: 'mysql.database.chinacloudapi.cn',
      postgresqlServerEndpoint: 'postgres.database.chinacloudapi.cn',
      mariadbServerEndpoint: 'mariadb.database.chinacloudapi.cn',
      synapseAnalytics: 'dev.azuresynapse.azure.cn',
    },
    sqlManagement: 'https://management.core.chinacloudapi.cn:8443/',
    microsoftGraphResourceId: 'https://microsoftgraph.chinacloudapi.cn',
    appInsightsResourceId: 'https://api.applicationinsights.azure.cn',
    logAnalyticsResourceId: 'https://api.loganalytics.azure.cn',
    ossrDbmsResourceId: 'https://ossrdbms-aad.database.chinacloudapi.cn',
    gallery: 'https://gallery.chinacloudapi.cn/',
  },
};

function authenticationOf({ logins, audiences }: Cloud): JsonObject {
  return {
    loginEndpoint: `https://${logins[0]}/`,
    audiences: audiences.arm.filter((audience) => audience.endsWith('/')),
  };
}

function description(cloud: Cloud): JsonObject {
  const { suffixes, ...others } = OTHERS[cloud.name];
  return {
    ...others,
    name: cloud.name,
    authentication: { ...authenticationOf(cloud), tenant: 'common', identityProvider: 'AAD' },
    suffixes: { ...suffixes, storage: cloud.storage },
    batch: cloud.audiences.batch[0],
    resourceManager: `https://${cloud.resourceManager}/`,
    vmImageAliasDoc: ALIASES,
  };
}

/** Three generations of the document: a few endpoints; a list of clouds; this cloud alone. */
export function metadataEndpoints(cloud: Cloud, apiVersion: string): SimResponse {
  if (!/^\d{4}-\d{2}-\d{2}(-preview)?$/.test(apiVersion)) {
    throw refusals.apiVersionInvalid(apiVersion, ['2015-01-01', '2019-05-01', '2022-09-01']);
  }
  if (apiVersion >= '2022-09-01') return { status: 200, body: description(cloud) };
  if (apiVersion >= '2018-01-01') return { status: 200, body: [description(cloud)] };
  const { gallery, graph, portal } = OTHERS[cloud.name];
  return {
    status: 200,
    body: {
      galleryEndpoint: gallery,
      graphEndpoint: graph,
      portalEndpoint: `${portal}/`,
      authentication: authenticationOf(cloud),
    },
  };
}
