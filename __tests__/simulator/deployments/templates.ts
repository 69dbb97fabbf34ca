// Templates such as Packer sends, for the tests of deployments.
import { arrayOf, objectOf, type JsonObject } from '../../../simulator/kernel/json.ts';
import { GROUP } from '../arm/harness.ts';
import { KEY } from '../network/whole-arm.ts';

export const DEPLOYMENT = `${GROUP}/providers/Microsoft.Resources/deployments/first`;
export const VERSION = '2018-02-01';

/** Four resources that need each other, the last first, so that only their dependencies tell the order. */
export const TEMPLATE: JsonObject = {
  $schema: 'http://schema.management.azure.com/schemas/2014-04-01-preview/deploymentTemplate.json',
  contentVersion: '1.0.0.0',
  parameters: {
    vmName: { type: 'string' },
    vmSize: { type: 'string', defaultValue: 'Standard_D2s_v3' },
    password: { type: 'secureString', defaultValue: '' },
  },
  variables: {
    location: '[resourceGroup().location]',
    vnetID: "[resourceId(resourceGroup().name, 'Microsoft.Network/virtualNetworks', variables('network'))]",
    subnet: "[concat(variables('vnetID'), '/subnets/inner')]",
    network: 'net',
  },
  resources: [
    {
      apiVersion: '2017-03-30',
      type: 'Microsoft.Compute/virtualMachines',
      name: "[parameters('vmName')]",
      location: "[variables('location')]",
      dependsOn: ["[concat('Microsoft.Network/networkInterfaces/', 'nic')]"],
      properties: {
        hardwareProfile: { vmSize: "[parameters('vmSize')]" },
        storageProfile: {
          imageReference: { publisher: 'Canonical', offer: 'UbuntuServer', sku: '18.04-LTS', version: 'latest' },
          osDisk: { createOption: 'fromImage', name: 'os', managedDisk: { storageAccountType: 'Standard_LRS' } },
        },
        osProfile: {
          computerName: "[parameters('vmName')]",
          adminUsername: 'packer',
          linuxConfiguration: { ssh: { publicKeys: [{ path: '/home/packer/.ssh/authorized_keys', keyData: KEY }] } },
        },
        networkProfile: {
          networkInterfaces: [{ id: "[resourceId('Microsoft.Network/networkInterfaces', 'nic')]" }],
        },
      },
    },
    {
      apiVersion: '2017-04-01',
      type: 'Microsoft.Network/networkInterfaces',
      name: 'nic',
      location: "[variables('location')]",
      dependsOn: ["[resourceId('Microsoft.Network/publicIPAddresses', 'ip')]", 'net'],
      properties: {
        ipConfigurations: [
          {
            name: 'ipconfig',
            properties: {
              subnet: { id: "[variables('subnet')]" },
              publicIPAddress: { id: "[resourceId('Microsoft.Network/publicIPAddresses', 'ip')]" },
            },
          },
        ],
      },
    },
    {
      apiVersion: '2017-04-01',
      type: 'Microsoft.Network/publicIPAddresses',
      name: 'ip',
      location: "[variables('location')]",
      properties: { publicIPAllocationMethod: 'Dynamic' },
    },
    {
      apiVersion: '2017-04-01',
      type: 'Microsoft.Network/virtualNetworks',
      name: "[variables('network')]",
      location: "[variables('location')]",
      properties: {
        addressSpace: { addressPrefixes: ['10.0.0.0/16'] },
        subnets: [{ name: 'inner', properties: { addressPrefix: '10.0.0.0/24' } }],
      },
    },
  ],
  outputs: {
    address: { type: 'string', value: "[reference('nic').ipConfigurations[0].properties.privateIPAddress]" },
  },
};

export const RESOURCES = arrayOf(TEMPLATE['resources']).map(objectOf);

export type Template = Readonly<Record<string, JsonObject[string]>>;

export function deployment(changes: Template = {}, parameters: JsonObject = { vmName: { value: 'vm' } }): JsonObject {
  return { properties: { mode: 'Incremental', template: { ...TEMPLATE, ...changes }, parameters } };
}

/** A template with one address, whose properties are to be evaluated. */
export function small(properties: JsonObject, more: Template = {}, resource: JsonObject = {}): JsonObject {
  const one = {
    apiVersion: '2017-04-01',
    type: 'Microsoft.Network/publicIPAddresses',
    name: 'ip',
    location: 'westeurope',
    properties,
    ...resource,
  };
  return deployment({ parameters: {}, variables: {}, outputs: {}, resources: [one], ...more }, {});
}
