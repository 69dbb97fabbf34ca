// Makes a World from a scenario, with every service that stands on it.
import { createArmService } from './arm/arm-service.ts';
import { groupDeletionRoutes } from './arm/group-deletion.ts';
import { createInnerRequests } from './arm/inner-requests.ts';
import { platformRoutes } from './arm/platform-routes.ts';
import { createBatch } from './batch/batch.ts';
import { computeInspect, computeRoutes } from './compute/routes.ts';
import { deploymentRoutes } from './deployments/routes.ts';
import { galleryRoutes } from './gallery/routes.ts';
import { createEntraService } from './identity/entra.ts';
import { createGitHubOidc, type GitHubOidc } from './identity/github-oidc.ts';
import { createRoles } from './identity/roles.ts';
import { createTokens } from './identity/tokens.ts';
import { CLOUDS } from './kernel/clouds.ts';
import { createClock, type Clock } from './kernel/clock.ts';
import type { Inspectable, Service } from './kernel/exchange.ts';
import { createRandomness } from './kernel/randomness.ts';
import { ResourceStore } from './kernel/resource-store.ts';
import type { World } from './kernel/world.ts';
import { networkRoutes } from './network/routes.ts';
import { PROFILES, type Profile } from './scenario/profiles.ts';
import type { Scenario } from './scenario/scenario.ts';
import { seed } from './seed.ts';
import { servedOperations, type ServedOperation } from './served.ts';
import { storageAccountRoutes } from './storage/account-routes.ts';
import type { Azurite } from './storage/azurite.ts';
import { createStorage } from './storage/storage.ts';

export interface Services {
  readonly world: World;
  readonly services: readonly Service[];
  readonly inspectables: readonly Inspectable[];
  readonly operations: readonly ServedOperation[];
  readonly github: GitHubOidc;
  /** Ends everything that is under way in this world. */
  stop(): Promise<void>;
}

/** `makeClock` replaces the clock of real time: tests move it by hand. */
export async function createServices(
  scenario: Scenario,
  azurite: Azurite,
  makeClock: (profile: Profile, speed: number) => Clock = createClock,
): Promise<Services> {
  const ofProfile = PROFILES[scenario.profile];
  const profile = { ...ofProfile, seconds: { ...ofProfile.seconds, ...scenario.durations } };
  const clock = makeClock(profile, scenario.speed);
  const random = createRandomness(scenario.seed);
  const resources = new ResourceStore();
  const roles = createRoles(resources);
  const storage = createStorage({ azurite, clock, random, resources, roles, profile, cloud: CLOUDS[scenario.cloud] });
  const world: World = { scenario, clock, random, resources, roles, disks: storage.disks };
  // Before the resources, whose number differs by scenario: GitHub's endpoint stays the same over a reset.
  const github = await createGitHubOidc(world);
  await seed(world);

  const tokens = await createTokens(world);
  const batch = createBatch(world, tokens);
  const blobs = storage.service(world, tokens);
  const providers = [...computeRoutes, ...galleryRoutes, ...networkRoutes, ...storageAccountRoutes, ...batch.routes];
  const inner = createInnerRequests(world, providers);
  const routes = [...platformRoutes, ...groupDeletionRoutes(inner), ...deploymentRoutes(inner), ...providers];
  const arm = createArmService(world, tokens, routes);
  return {
    world,
    services: [createEntraService(world, tokens, github), github, arm, batch.service, blobs],
    inspectables: [computeInspect(world), blobs, batch.service],
    operations: servedOperations(routes),
    github,
    async stop() {
      clock.stop();
      await storage.reset();
    },
  };
}
