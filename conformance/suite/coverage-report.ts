// The coverage as text: a table by service, and what is behind it.
import type { Coverage, Note, OperationCoverage } from './coverage.ts';
import { section, table } from '../text.ts';
import type { Landscape } from './served.ts';

/** `verbose`: a line for each operation, and the names of the examples. */
export function formatCoverage(landscape: Landscape, coverage: Coverage, verbose: boolean): string {
  const { operations, failures } = coverage;
  const undescribed = landscape.standings.flatMap((one) => (one.kind === 'undescribed' ? [one] : []));
  return [
    'Coverage: what the simulator serves, and what of it was tried',
    ...table(SERVICE_HEAD, serviceRows(landscape, operations)),
    ...(verbose ? ['', ...table(OPERATION_HEAD, operations.map(operationRow))] : []),
    ...section('Served, but not described', counted(undescribed.map(({ why }) => why)), ([why, n]) => `${n} x ${why}`),
    ...section('Described, but not served', [...landscape.unserved], ([service, n]) => `${n} of ${service}`),
    ...section('Examples refused', grouped(operations.flatMap(({ refused }) => refused)), (one) => told(one, verbose)),
    ...section('Examples not usable', grouped(operations.flatMap(({ unusable }) => unusable)), (one) =>
      told(one, verbose),
    ),
    ...section('Values of examples without a parameter in the file, not sent', [...coverage.unsent], (one) =>
      told(one, verbose),
    ),
    ...section('Not covered', failures, (one) => one),
  ].join('\n');
}

const SERVICE_HEAD = [
  'service',
  'served',
  'described',
  'in the files',
  'tried',
  'validated',
  'examples used',
  'refused',
  'not usable',
  'own requests',
];

/** An operation of the simulator is several in the files, where several api-versions are tried. */
function serviceRows({ standings }: Landscape, operations: readonly OperationCoverage[]): readonly string[][] {
  const services = [...new Set(standings.map(({ service }) => service))].sort();
  const rowOf = (name: string, isIts: (service: string) => boolean): string[] => {
    const served = standings.filter(({ service }) => isIts(service));
    const its = operations.filter(({ operation }) => isIts(operation.service));
    const sum = (count: (one: OperationCoverage) => number): number => its.reduce((all, one) => all + count(one), 0);
    return [
      name,
      ...[
        served.length,
        served.filter(({ kind }) => kind === 'described').length,
        its.length,
        its.filter(isTried).length,
        its.filter(({ isValidated }) => isValidated).length,
        sum(({ used }) => used.length),
        sum(({ refused }) => refused.length),
        sum(({ unusable }) => unusable.length),
        sum(({ own }) => own.length),
      ].map(String),
    ];
  };
  return [...services.map((one) => rowOf(one, (service) => service === one)), rowOf('all', () => true)];
}

function isTried({ isValidated, used, refused, own }: OperationCoverage): boolean {
  return isValidated || used.length + refused.length + own.length > 0;
}

const OPERATION_HEAD = ['operation', 'api-version', 'validated', 'used', 'refused', 'not usable', 'own'];

function operationRow({ operation, isValidated, used, refused, unusable, own }: OperationCoverage): readonly string[] {
  const counts = [used, refused, unusable, own].map((list) => String(list.length));
  return [operation.id, operation.version, isValidated ? 'yes' : 'no', ...counts];
}

function counted(texts: readonly string[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const one of texts) counts.set(one, (counts.get(one) ?? 0) + 1);
  return [...counts];
}

type Group = readonly [string, readonly string[]];

/** Examples by the reason. */
function grouped(notes: readonly Note[]): readonly Group[] {
  const groups = new Map<string, string[]>();
  for (const { why, example } of notes) groups.set(why, [...(groups.get(why) ?? []), example]);
  return [...groups].sort(([a], [b]) => a.localeCompare(b, 'en'));
}

function told([why, examples]: Group, verbose: boolean): string {
  const names = verbose || examples.length === 1 ? `: ${examples.join(', ')}` : '';
  return `${examples.length} x ${why}${names}`;
}
