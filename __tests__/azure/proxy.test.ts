import { describe, expect, test } from '@jest/globals';
import { agreedVariables, proxyName, proxySettings, readProxy, secretsOf } from '../../src/azure/proxy.ts';

const URL_TEXT = 'http://proxy.contoso.com:3128';

describe('which variable counts', () => {
  test.each([
    ['https_proxy', { HTTPS_PROXY: 'http://b', https_proxy: 'http://a' }],
    ['HTTPS_PROXY', { HTTP_PROXY: 'http://b', HTTPS_PROXY: 'http://a', https_proxy: ' ' }],
    ['all_proxy', { http_proxy: 'http://b', all_proxy: 'http://a' }],
    ['HTTP_PROXY', { HTTP_PROXY: 'a' }],
  ])('%s', (variable, environment) => {
    const reading = readProxy(environment);
    expect(reading).toMatchObject({ kind: 'proxy', variable });
    expect(proxyName(environment)).toBe('http://a');
  });

  test('none', () => {
    expect(readProxy({ NO_PROXY: 'a' })).toEqual({ kind: 'none' });
    expect(readProxy({ HTTPS_PROXY: URL_TEXT, NO_PROXY: 'a, *' })).toEqual({ kind: 'none' });
  });

  test.each(['ftp://proxy', 'http://', 'http://a:b:c', 'http://u:%zz@proxy'])(
    '%s is unusable, and not repeated',
    (value) => {
      const reading = readProxy({ HTTPS_PROXY: value });
      expect(reading).toMatchObject({ kind: 'unusable', variable: 'HTTPS_PROXY' });
      expect(JSON.stringify(reading)).not.toContain(value);
    },
  );
});

describe('what all libraries are told', () => {
  const agreed = (noProxy?: string) => agreedVariables({ all_proxy: URL_TEXT, no_proxy: noProxy });

  test('both spellings are the same, the variables that only some know are gone', () => {
    expect(agreed()).toEqual({
      https_proxy: URL_TEXT,
      HTTPS_PROXY: URL_TEXT,
      all_proxy: undefined,
      ALL_PROXY: undefined,
      http_proxy: undefined,
      HTTP_PROXY: undefined,
      no_proxy: 'localhost,127.0.0.1,169.254.169.254',
      NO_PROXY: 'localhost,127.0.0.1,169.254.169.254',
    });
  });

  test.each([
    ['contoso.com', 'contoso.com,.contoso.com'],
    ['.contoso.com', 'contoso.com,.contoso.com'],
    ['*.Contoso.COM', 'contoso.com,.contoso.com'],
    ['contoso.com:443', 'contoso.com,.contoso.com'],
    ['contoso.com:8443', ''],
    ['10.0.0.1 a,,b', '10.0.0.1,a,.a,b,.b'],
  ])('%s', (written, expected) => {
    const told = agreed(written)['NO_PROXY'] ?? '';
    expect(told.replace(/,?localhost,127\.0\.0\.1,169\.254\.169\.254$/, '')).toBe(expected);
  });

  test('no proxy for any host is no proxy', () => {
    expect(agreed('*')).toMatchObject({ HTTPS_PROXY: undefined, https_proxy: undefined });
  });
});

describe('credentials', () => {
  const environment = { HTTPS_PROXY: 'http://me:p%40ss@proxy.contoso.com' };

  test('are secret as they are written and as they are meant; a lone user name is a token', () => {
    expect(secretsOf(new URL(environment.HTTPS_PROXY))).toEqual(['p%40ss', 'p@ss']);
    expect(secretsOf(new URL('http://token@proxy'))).toEqual(['token']);
    expect(secretsOf(new URL('http://proxy'))).toEqual([]);
  });

  test('are no part of the name', () => {
    expect(proxyName(environment)).toBe('http://proxy.contoso.com');
  });

  test('reach Batch decoded', () => {
    expect(proxySettings(environment)).toEqual({ host: 'http://proxy.contoso.com', port: 80, username: 'me:p@ss' });
    expect(proxySettings({ HTTPS_PROXY: 'https://token@proxy' })).toMatchObject({ port: 443, username: 'token:' });
    expect(proxySettings({ HTTPS_PROXY: URL_TEXT })).toEqual({ host: 'http://proxy.contoso.com', port: 3128 });
    expect(proxySettings({})).toBeUndefined();
  });
});
