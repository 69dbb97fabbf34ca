// A forecast in words: the same rows stand below the steps in the log, and in a table of the summary.
import { formatBytes, formatCount, formatDuration } from '../format.ts';
import type { Effect } from '../release/forecast-effects.ts';
import type { Egress, Stored } from '../release/forecast-storage.ts';
import type { Span } from '../release/forecast-time.ts';
import type { Forecast, NodesForecast } from '../release/forecast.ts';

export type Row = readonly [label: string, text: string];

/** What the plan takes; rows with nothing to say are left out. */
export function forecastRows(forecast: Forecast): readonly Row[] {
  const { phases, nodes, stored, egress } = forecast;
  const rows: readonly Row[] = [
    ['Time', timeText(forecast)],
    ['Nodes', phases.some(({ phase }) => phase === 'pool') ? nodesText(nodes) : ''],
    ['Storage', storedText(stored.filter(({ keeps }) => keeps === 'for good'))],
    ['Meanwhile', storedText(stored.filter(({ keeps }) => keeps === 'for this run'))],
    ['Traffic', egress.map(egressText).join(', ')],
  ];
  return rows.filter(([, text]) => text !== '');
}

const EFFECTS: Readonly<Record<Effect['kind'], string>> = {
  stops: 'Stops',
  flags: 'Flags',
  replaces: 'Replaces',
  deletes: 'Deletes',
};

/** What the plan changes of what is there. */
export function effectRows({ effects }: Pick<Forecast, 'effects'>): readonly Row[] {
  return effects.map(({ kind, text }) => [EFFECTS[kind], text] as const);
}

/** `3m to 10m`, `up to 5m`; empty for what takes no time worth a word. */
export function spanText({ least, most }: Span): string {
  if (most <= 1) return '';
  const [from, to] = [round(least), round(most)];
  if (from < 1) return `up to ${inMinutes(to)}`;
  return from === to ? inMinutes(to) : `${inMinutes(from)} to ${inMinutes(to)}`;
}

/** `about 25m to 1h`, `up to 5m`, `about a minute`. */
export function aboutText(span: Span): string {
  const text = spanText(span);
  if (text === '') return 'about a minute';
  return text.startsWith('up to') ? text : `about ${text}`;
}

/** No more exact than the figures are. */
function round(minutes: number): number {
  const step = minutes <= 10 ? 1 : minutes <= 90 ? 5 : 15;
  return Math.round(minutes / step) * step;
}

function inMinutes(minutes: number): string {
  return formatDuration(minutes * 60_000);
}

function timeText({ minutes, measured, phases }: Forecast): string {
  if (phases.length === 0) return '';
  const parts = phases.map((one) => [one.phase, spanText(one.minutes)] as const).filter(([, text]) => text !== '');
  const total = aboutText(minutes);
  const all = parts.length < 2 ? total : `${total}: ${parts.map((part) => part.join(' ')).join(', ')}`;
  return measured === 0 ? all : `${all} (measured in ${formatCount(measured, 'earlier release')})`;
}

function nodesText(nodes: NodesForecast): string {
  switch (nodes.kind) {
    case 'fixed': {
      const { dedicated, lowPriority, nodeHoursPerHour } = nodes;
      if (nodeHoursPerHour === 0) return 'none';
      const kinds = [
        ...(dedicated > 0 ? [`${dedicated} dedicated`] : []),
        ...(lowPriority > 0 ? [`${lowPriority} low-priority`] : []),
      ];
      return `${kinds.join(', ')}: ${formatCount(nodeHoursPerHour, 'node-hour')} every hour`;
    }
    case 'autoScale':
      return 'as many as the formula asks for';
    default:
      return nodes satisfies never;
  }
}

const WHAT: Readonly<Record<Stored['what'], string>> = { snapshot: 'snapshot', vhd: 'VHD', image: 'image' };

function storedText(stored: readonly Stored[]): string {
  return stored
    .map(({ what, of, replicas, ...size }) => {
      const copies = replicas === undefined ? '' : `=${replicas}`;
      return `${WHAT[what]} ${of}${copies} ${sizeText(size)}`;
    })
    .join(', ');
}

function egressText({ from, to, bytes }: Egress): string {
  return `${from} to ${to} up to ${formatBytes(bytes)}`;
}

function sizeText({ bytes, bound }: Pick<Stored, 'bytes' | 'bound'>): string {
  return bound === 'most' ? `up to ${formatBytes(bytes)}` : formatBytes(bytes);
}
