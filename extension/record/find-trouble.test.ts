import { expect, test } from 'vitest';
import type { Frame } from '../../shared/interactions/screenshots.ts';
import { findTrouble, type SelfTestDeps } from './find-trouble.ts';

const taken = { sha256: 'a', at: 1, width: 1, height: 1, redactions: 0, blank: false } as Frame;
const missing = { absent: 'the page kept moving' };

const tried = (change: Partial<SelfTestDeps> = {}) =>
  findTrouble({
    frontTab: async () => ({ id: 1, url: 'https://shop.example/cart' }),
    isAllowed: async () => true,
    answers: async () => 'recording',
    tryStore: async () => undefined,
    lastFrames: async () => [missing, taken, missing, missing],
    ...change,
  });

test('a page that answers and is photographed now and then is recorded', async () => {
  expect(await tried()).toBeNull();
  expect(await tried({ lastFrames: async () => [] })).toBeNull();
  expect(await tried({ frontTab: async () => undefined })).toBeNull();
});

test('a page whose recorder does not answer is told by name', async () => {
  expect(await tried({ answers: async () => 'silent' })).toEqual({ kind: 'silent', host: 'shop.example' });
});

test('a page on which recording rests is told with the reason, and not with its site', async () => {
  expect(await tried({ answers: async () => 'bank' })).toEqual({ kind: 'resting', host: '', reason: 'bank' });
});

test('a site that the extension may not read is told before its silence', async () => {
  const trouble = await tried({ isAllowed: async () => false, answers: async () => 'silent' });
  expect(trouble).toMatchObject({ kind: 'not-allowed' });
});

test('four pictures in a row missing for one reason are trouble, for several reasons chance', async () => {
  const all = [missing, missing, missing, missing];
  expect(await tried({ lastFrames: async () => all })).toMatchObject({ kind: 'no-pictures', reason: missing.absent });
  expect(await tried({ lastFrames: async () => [...all.slice(1), { absent: 'another' }] })).toBeNull();
  expect(await tried({ lastFrames: async () => all.slice(1) })).toBeNull();
});

test('a store that cannot be written is trouble wherever the participant is', async () => {
  const tryStore = () => Promise.reject(new Error('the disk is full'));
  expect(await tried({ tryStore, frontTab: async () => undefined })).toMatchObject({ kind: 'store' });
});

test('pages that no extension may read are no fault of the recorder', async () => {
  for (const url of [
    'chrome://settings/',
    'about:blank',
    'chrome-extension://abc/popup.html',
    'https://chromewebstore.google.com/detail/x',
    'https://chrome.google.com/webstore/detail/x',
    'file:///home/a.html',
  ]) {
    const trouble = await tried({ frontTab: async () => ({ id: 1, url }), answers: async () => 'silent' });
    expect(trouble, url).toMatchObject({ kind: 'closed' });
  }
});
