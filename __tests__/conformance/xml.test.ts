import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../conformance/json.ts';
import { parseXml, xmlToJson } from '../../conformance/xml.ts';

describe('the XML reader', () => {
  test('reads elements, attributes, texts and entities', () => {
    const text =
      '\uFEFF<?xml version="1.0"?><!-- a --><A x="1 &lt; 2"><B>a &amp; &#98;&#x63;</B><C/><D><![CDATA[<d>]]></D></A>\n';
    expect(parseXml(text)).toEqual({
      name: 'A',
      attributes: { x: '1 < 2' },
      text: '',
      children: [
        { name: 'B', attributes: {}, children: [], text: 'a & bc' },
        { name: 'C', attributes: {}, children: [], text: '' },
        { name: 'D', attributes: {}, children: [], text: '<d>' },
      ],
    });
  });

  test.each(['', 'text', '<A>', '</A>', '<A></B>', '<A/><B/>', '<A/>text', '<A x=1/>', '<A', '<A>&lt;<</A>'])(
    'refuses %p',
    (text) => {
      expect(() => parseXml(text)).toThrow();
    },
  );
});

describe('XML as JSON', () => {
  const convert = (schema: JsonObject, text: string): unknown =>
    xmlToJson(new Map([['file', schema]]), parseXml(text), { file: 'file', value: schema });

  test('follows the names and arrays of the schema', () => {
    const schema = {
      type: 'object',
      properties: {
        ranges: {
          type: 'array',
          items: { type: 'object', xml: { name: 'R' }, properties: { end: { type: 'integer', xml: { name: 'End' } } } },
        },
        tags: { type: 'array', xml: { wrapped: true, name: 'Tags' }, items: { type: 'string' } },
        endpoint: { type: 'string', xml: { attribute: true, name: 'Endpoint' } },
        isLast: { type: 'boolean' },
        absent: { type: 'string' },
      },
    };
    expect(
      convert(
        schema,
        '<L Endpoint="e"><R><End>1</End></R><R><End>2</End></R><Tags><T>a</T></Tags><isLast>true</isLast></L>',
      ),
    ).toEqual({
      endpoint: 'e',
      ranges: [{ end: 1 }, { end: 2 }],
      tags: ['a'],
      isLast: true,
    });
  });

  test('keeps what the schema does not know, and what is no number', () => {
    const schema = { type: 'object', properties: { n: { type: 'integer' }, b: { type: 'boolean' } } };
    expect(convert(schema, '<L><n>many</n><b>perhaps</b><x>1</x></L>')).toEqual({ n: NaN, b: 'perhaps', x: '1' });
  });
});
