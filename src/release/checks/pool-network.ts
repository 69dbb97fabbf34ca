// The network of the pool's nodes: its subnet with the security group around it, and the public addresses it is given.
import { addressProblems, addressWarnings } from '../../pool/address-check.ts';
import {
  communicationProblems,
  nodeAccessWarnings,
  securityGroupProblems,
  subnetFindings,
} from '../../pool/network-check.ts';
import type { Warning } from '../../problem.ts';
import { isFinished, ownPool } from '../own-pool.ts';
import { NOTHING, type Finder } from './finder.ts';

export const checkPoolNetwork: Finder = ({ request, survey }) => {
  const { batchAccount: account, poolNetwork } = survey;
  const own = ownPool(survey);
  if (account === undefined || isFinished(own)) return NOTHING;
  const { spec, minReadyNodes: minReady } = request.pool;
  const { network, group, addresses } = poolNetwork;
  const isOwnThere = own !== undefined;
  const securityGroup = group?.kind === 'read' ? group.value : undefined;
  const found = network?.kind === 'read' ? network.value : undefined;
  const subnet =
    network?.kind === 'read' ? subnetFindings(spec, account, found, { minReady, isOwnPoolThere: isOwnThere }) : NOTHING;
  return {
    problems: [
      ...subnet.problems,
      ...(securityGroup === undefined ? [] : securityGroupProblems(spec, account, found, securityGroup)),
      ...(addresses?.kind === 'unread' ? [] : addressProblems(spec, account, addresses?.value ?? [], isOwnThere)),
      ...communicationProblems(spec),
    ],
    warnings: [
      ...subnet.warnings,
      ...nodeAccessWarnings(spec, account),
      ...(addresses?.kind === 'read' ? addressWarnings(spec, addresses.value) : []),
      ...[network, group, addresses].flatMap((part) => (part?.kind === 'unread' ? [unchecked(part.action)] : [])),
    ],
  };
};

function unchecked(action: string): Warning {
  const text = `Whether the network of the pool can take its nodes could not be checked: ${action} is not granted, or Azure does not answer. The role Reader on the network has it.`;
  return { code: 'pool-network-unchecked', input: 'pool-spec', text };
}
