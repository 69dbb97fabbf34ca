// Commands about the nodes of Batch pools.
import fc from 'fast-check';
import type { JsonObject } from '../../../../simulator/kernel/json.ts';
import { batch, command, oneOf, poolKey, type CommandKind, type View } from '../command.ts';
import { thingsOf } from '../observation.ts';
import type { Request } from '../step.ts';
import { armPoolKey, isRuntime, onPool } from './pool-requests.ts';

const option = oneOf(['requeue', 'terminate', 'taskcompletion', 'retaineddata']);
const schedulingOption = oneOf(['requeue', 'terminate', 'taskcompletion']);

interface SomeNode {
  readonly pool: string;
  readonly node: string;
  readonly path: string;
  readonly key: string;
}

/** The nth node there is, half the time one that runs tasks; now and then one that is not there. */
function someNode({ now }: View, index: number): SomeNode | undefined {
  const nodes = thingsOf(now, 'node');
  const running = nodes.filter(({ body }) => body['state'] === 'running');
  const from = index % 2 === 0 && running.length > 0 ? running : nodes;
  const there = from[index % Math.max(1, from.length)]?.key;
  if (there === undefined) return undefined;
  const key = index % 7 === 0 ? `${there.slice(0, there.lastIndexOf('/'))}/none` : there;
  const path = new URL(key).pathname;
  const [, , pool = '', , node = ''] = path.split('/');
  return { pool, node, path, key };
}

function onNode(
  name: string,
  options: fc.Arbitrary<string>,
  body: (how: string) => JsonObject,
  weight = 2,
): CommandKind {
  return command(
    `node.${name}`,
    fc.record({ index: fc.nat({ max: 20 }), how: options }),
    ({ index, how }, view): Request | undefined => {
      const node = someNode(view, index);
      if (node === undefined) return undefined;
      return {
        asked: batch('POST', `${node.path}/${name}`, body(how)),
        about: node.key,
        touches: (key) => isRuntime(key) || key === poolKey(node.pool) || key === armPoolKey(node.pool),
      };
    },
    { weight },
  );
}

export const nodeCommands: readonly CommandKind[] = [
  command(
    'pool.removenodes',
    fc.record({ index: fc.nat({ max: 20 }), option }),
    ({ index, option }, view) => {
      const node = someNode(view, index);
      if (node === undefined) return undefined;
      return onPool(node.pool, 'POST', '/removenodes', { nodeList: [node.node], nodeDeallocationOption: option });
    },
    { weight: 3 },
  ),
  onNode('reboot', option, (how) => ({ nodeRebootOption: how }), 3),
  onNode('reimage', option, (how) => ({ nodeReimageOption: how })),
  onNode('disablescheduling', schedulingOption, (how) => ({ nodeDisableSchedulingOption: how })),
  onNode('enablescheduling', schedulingOption, () => ({})),
];
