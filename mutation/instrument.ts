// Writes the switches of all preconditions into a source text. Only insertions, and no line breaks: every line keeps its number.
import type { Precondition } from './preconditions.ts';

/** `switchboard` is the path from the file to the module that the switches ask. */
export function instrument(text: string, preconditions: readonly Precondition[], switchboard: string): string {
  const insertions = preconditions.flatMap((one) => {
    const [before, after] = wrapping(one, text);
    return [
      { at: one.end, isStart: false, other: one.start, text: after },
      { at: one.start, isStart: true, other: one.end, text: before },
    ];
  });
  // What ends at a place comes before what starts there; of two that start, the longer one is the outer one.
  insertions.sort((a, b) => a.at - b.at || Number(a.isStart) - Number(b.isStart) || b.other - a.other);
  let result = `import * as __mutation from '${switchboard}'; `;
  let at = 0;
  for (const insertion of insertions) {
    result += text.slice(at, insertion.at) + insertion.text;
    at = insertion.at;
  }
  return result + text.slice(at);
}

function wrapping({ id, off, start, end }: Precondition, text: string): readonly [string, string] {
  switch (off.kind) {
    case 'reason':
      return [`__mutation.reason(${id}, ${off.refusesWhen}, `, ')'];
    case 'statement':
      return [`{ if (__mutation.isOn(${id})) `, off.endsClause ? ' break; }' : ' }'];
    case 'value':
      return [`(__mutation.isOn(${id}) ? `, ' : undefined)'];
    case 'check':
      return [
        'try { ',
        `${text.slice(start, end).endsWith(';') ? '' : ';'} } catch (__error) { __mutation.pass(${id}, __error); }`,
      ];
    case 'finding':
      return [`__mutation.finding(${id}, `, ')'];
  }
}
