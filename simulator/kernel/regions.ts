// Azure regions: most answers name them `westeurope`, gallery regions by display name ("West Europe").

const DISPLAY_NAMES: Readonly<Record<string, string>> = {
  australiacentral: 'Australia Central',
  australiaeast: 'Australia East',
  australiasoutheast: 'Australia Southeast',
  brazilsouth: 'Brazil South',
  canadacentral: 'Canada Central',
  canadaeast: 'Canada East',
  centralindia: 'Central India',
  centralus: 'Central US',
  chinaeast2: 'China East 2',
  chinanorth2: 'China North 2',
  chinanorth3: 'China North 3',
  eastasia: 'East Asia',
  eastus: 'East US',
  eastus2: 'East US 2',
  francecentral: 'France Central',
  germanywestcentral: 'Germany West Central',
  israelcentral: 'Israel Central',
  italynorth: 'Italy North',
  japaneast: 'Japan East',
  japanwest: 'Japan West',
  koreacentral: 'Korea Central',
  koreasouth: 'Korea South',
  mexicocentral: 'Mexico Central',
  northcentralus: 'North Central US',
  northeurope: 'North Europe',
  norwayeast: 'Norway East',
  polandcentral: 'Poland Central',
  qatarcentral: 'Qatar Central',
  southafricanorth: 'South Africa North',
  southcentralus: 'South Central US',
  southeastasia: 'Southeast Asia',
  southindia: 'South India',
  spaincentral: 'Spain Central',
  swedencentral: 'Sweden Central',
  switzerlandnorth: 'Switzerland North',
  uaenorth: 'UAE North',
  uksouth: 'UK South',
  ukwest: 'UK West',
  usgovarizona: 'USGov Arizona',
  usgovtexas: 'USGov Texas',
  usgovvirginia: 'USGov Virginia',
  westcentralus: 'West Central US',
  westeurope: 'West Europe',
  westindia: 'West India',
  westus: 'West US',
  westus2: 'West US 2',
  westus3: 'West US 3',
};

/** `West Europe` and `WestEurope` become `westeurope`: the form in which regions are compared. */
export function normalise(region: string): string {
  return region.toLowerCase().replace(/\s+/g, '');
}

export function isRegion(region: string): boolean {
  return normalise(region) in DISPLAY_NAMES;
}

/** The display name; a name that is no known region stays as it is. */
export function displayName(region: string): string {
  return DISPLAY_NAMES[normalise(region)] ?? region;
}

export const REGION_NAMES: readonly string[] = Object.keys(DISPLAY_NAMES);
