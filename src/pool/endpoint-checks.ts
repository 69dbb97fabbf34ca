// Network endpoints of a pool: the ports, ranges and rules that Batch takes.
// https://learn.microsoft.com/rest/api/batchservice/pool/add-pool: InboundNATPool, NetworkSecurityGroupRule
import { isIP } from 'node:net';
import type { Problem } from '../problem.ts';
import { isList, numberAt, textAt } from './json.ts';
import { pathText } from './path-text.ts';
import { showText } from './schema-problems.ts';
import { duplicates, partAt, partsAt, refuser, type Part, type Refuse, type SpecView } from './spec-view.ts';
import { targetsOf } from './targets.ts';

const RESERVED_BACKEND = [22, 3389, 29876, 29877];
const RESERVED_FRONTEND = { start: 50_000, end: 55_000 };
const SMALLEST_RANGE = 40;
const MOST_RULES = 25;
const NODES_PER_ADDRESS = 100;

interface Range {
  readonly start: number;
  readonly end: number;
}

export function endpointProblems(view: SpecView): readonly Problem[] {
  const refuse = refuser(view);
  const name = view.kind === 'arm' ? 'inboundNatPools' : 'inboundNATPools';
  const pools = partsAt(partAt(view.network, 'endpointConfiguration'), name);
  const rules = pools.flatMap((pool) => partsAt(pool, 'networkSecurityGroupRules'));
  return [
    ...addressProblems(view, refuse, pools),
    ...pools.flatMap((pool) => [...backendProblems(pool, refuse), ...frontendProblems(pool, refuse)]),
    ...overlapProblems(pools, refuse),
    ...duplicates(refuse, keyed(pools, 'name'), 'a name of its own for each NAT pool'),
    ...duplicates(refuse, keyed(pools, 'backendPort'), 'a back-end port of its own for each NAT pool'),
    ...duplicates(refuse, keyed(rules, 'priority'), 'a priority of its own for each rule of the pool'),
    ...tooManyRules(rules, refuse),
    ...rules.flatMap((rule) => [...sourceProblems(rule, refuse), ...sourcePortProblems(rule, refuse)]),
  ];
}

function keyed(parts: readonly Part[], name: string) {
  return parts.map(({ value, path }) => {
    const found = value[name];
    const known = typeof found === 'string' || typeof found === 'number' ? found : undefined;
    const key = known === undefined ? undefined : String(known).toLowerCase();
    return { path: [...path, name], key, shown: showText(known ?? null) };
  });
}

function backendProblems({ value, path }: Part, refuse: Refuse): readonly Problem[] {
  const port = numberAt(value, 'backendPort');
  if (port === undefined || !RESERVED_BACKEND.includes(port)) return [];
  const where = [...path, 'backendPort'];
  return [
    refuse('pool-spec-value', where, {
      found: `${pathText(where)} = ${port}, which Batch keeps for itself`,
      expected: `a port other than ${RESERVED_BACKEND.join(', ')}`,
      fix: 'Let the service on the nodes listen on another port.',
    }),
  ];
}

function rangeOf({ value }: Part): Range | undefined {
  const start = numberAt(value, 'frontendPortRangeStart');
  const end = numberAt(value, 'frontendPortRangeEnd');
  return start === undefined || end === undefined ? undefined : { start, end };
}

function frontendProblems(pool: Part, refuse: Refuse): readonly Problem[] {
  const range = rangeOf(pool);
  if (range === undefined) return [];
  const where = [...pool.path, 'frontendPortRangeStart'];
  const shown = `${pathText(pool.path)} with the front-end ports ${range.start} to ${range.end}`;
  const said = (found: string, expected: string): Problem =>
    refuse('pool-spec-value', where, { found, expected, fix: 'Choose another range.' });
  if (overlaps(range, RESERVED_FRONTEND)) {
    return [said(`${shown}, some of which Batch keeps for itself`, 'ports outside of 50000 to 55000')];
  }
  if (range.end - range.start + 1 >= SMALLEST_RANGE) return [];
  return [said(shown, `at least ${SMALLEST_RANGE} ports, the first of them the lowest`)];
}

function overlapProblems(pools: readonly Part[], refuse: Refuse): readonly Problem[] {
  return pools.flatMap((pool, index) => {
    const range = rangeOf(pool);
    const other = pools.slice(0, index).find((earlier) => {
      const taken = rangeOf(earlier);
      return range !== undefined && taken !== undefined && overlaps(range, taken);
    });
    if (range === undefined || other === undefined) return [];
    return [
      refuse('pool-spec-duplicate', [...pool.path, 'frontendPortRangeStart'], {
        found: `${pathText(pool.path)} with the front-end ports ${range.start} to ${range.end}, some of which ${pathText(other.path)} has`,
        expected: 'ranges that do not overlap',
        fix: 'Choose another range for one of the two.',
      }),
    ];
  });
}

function overlaps(a: Range, b: Range): boolean {
  return a.start <= b.end && b.start <= a.end;
}

function tooManyRules(rules: readonly Part[], refuse: Refuse): readonly Problem[] {
  const [beyond] = rules.slice(MOST_RULES);
  if (beyond === undefined) return [];
  return [
    refuse('pool-spec-value', beyond.path, {
      found: `${rules.length} network security group rules`,
      expected: `at most ${MOST_RULES} in all NAT pools together`,
      fix: 'Merge rules, or take some out.',
    }),
  ];
}

function sourceProblems({ value, path }: Part, refuse: Refuse): readonly Problem[] {
  const text = textAt(value, 'sourceAddressPrefix');
  // A service tag is a word; what looks like an address must be one.
  if (text === undefined || !/[.:/\d]/.test(text) || /^[A-Za-z]+(?:\.[A-Za-z0-9]+)?$/.test(text)) return [];
  const [address = '', bits, ...rest] = text.split('/');
  const most = isIP(address) === 6 ? 128 : 32;
  const whole = isIP(address) !== 0 && rest.length === 0;
  if (whole && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most))) return [];
  const where = [...path, 'sourceAddressPrefix'];
  return [
    refuse('pool-spec-value', where, {
      found: `${pathText(where)} = ${showText(text)}`,
      expected: 'an IP address, a subnet such as 192.168.1.0/24, a service tag, or *',
      fix: 'Correct the value.',
    }),
  ];
}

function sourcePortProblems({ value, path }: Part, refuse: Refuse): readonly Problem[] {
  const { sourcePortRanges: list } = value;
  if (!isList(list)) return [];
  const seen: Range[] = [];
  return list.flatMap((item, index) => {
    if (typeof item !== 'string') return [];
    const where = [...path, 'sourcePortRanges', index];
    const range = portsOf(item);
    const other = range !== undefined && seen.some((taken) => overlaps(range, taken));
    if (range !== undefined) seen.push(range);
    if (range !== undefined && !other) return [];
    return [
      refuse(range === undefined ? 'pool-spec-value' : 'pool-spec-duplicate', where, {
        found: `${pathText(where)} = ${showText(item)}${range === undefined ? '' : ', which overlaps an earlier range'}`,
        expected: '`*`, a port from 0 to 65535, or a range such as 100-200 that overlaps no other',
        fix: 'Correct the range.',
      }),
    ];
  });
}

function portsOf(text: string): Range | undefined {
  if (text === '*') return { start: 0, end: 65_535 };
  const [, start, end = start] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text) ?? [];
  const range = { start: Number(start), end: Number(end) };
  return range.start <= range.end && range.end <= 65_535 ? range : undefined;
}

function addressProblems(view: SpecView, refuse: Refuse, pools: readonly Part[]): readonly Problem[] {
  const { value, path } = partAt(view.network, 'publicIPAddressConfiguration');
  const provision = textAt(value, 'provision');
  const addresses = isList(value.ipAddressIds) ? value.ipAddressIds : [];
  switch (provision?.toLowerCase()) {
    case 'nopublicipaddresses':
      if (pools.length === 0) return [];
      return [
        refuse('pool-spec-conflict', [...view.network.path, 'endpointConfiguration'], {
          found: `endpointConfiguration beside ${pathText([...path, 'provision'])} = ${provision}`,
          expected: 'endpoints only on nodes with public IP addresses',
          fix: 'Remove endpointConfiguration, or choose another provision.',
          part: 'key',
        }),
      ];
    case 'usermanaged': {
      const targets = targetsOf(view);
      const most = targets.kind === 'fixed' ? Math.max(targets.dedicated, targets.lowPriority) : 1;
      const needed = Math.max(1, Math.ceil(most / NODES_PER_ADDRESS));
      if (addresses.length >= needed) return [];
      const where = [...path, 'ipAddressIds'];
      return [
        refuse('pool-spec-conflict', where, {
          found: `${addresses.length} public IP ${addresses.length === 1 ? 'address' : 'addresses'} in ${pathText(where)}, for a pool whose addresses are your own`,
          expected: `at least ${needed}: one serves ${NODES_PER_ADDRESS} dedicated and ${NODES_PER_ADDRESS} low-priority nodes`,
          fix: 'Add addresses, or lower the number of nodes.',
        }),
      ];
    }
    default:
      return [];
  }
}
