import { expect, test } from 'vitest';
import { readYaml } from './read-yaml.ts';

test('maps, lists, words and documents are read', () => {
  const text = `# a comment
kind: Ingress
spec:
  tls:
    - hosts: ["a.example", "b.example"]
      secretName: both
    - plain:word/path
  port: 80
  wide: '80'
  read: true
  empty: {}
---
other: --flag=1
image: server:\${TAG:-1}
`;
  expect(readYaml(text)).toEqual([
    {
      kind: 'Ingress',
      spec: {
        tls: [{ hosts: ['a.example', 'b.example'], secretName: 'both' }, 'plain:word/path'],
        port: 80,
        wide: '80',
        read: true,
        empty: {},
      },
    },
    { other: '--flag=1', image: 'server:${TAG:-1}' },
  ]);
});

test.each([
  ['a block of text', 'a: |\n  b\n'],
  ['an anchor', 'a: &b\n  c: 1\n'],
  ['a key that comes twice', 'a: 1\na: 2\n'],
  ['a comment behind a word', 'a: b # c\n'],
  ['a quote within quotes', "a: 'b''c'\n"],
  ['a map in braces', 'a: {b: 1}\n'],
  ['a list without quotes', 'a: [b, c]\n'],
  ['an odd indentation', 'a:\n    b: 1\n'],
  ['a word that some read as false', 'a: no\n'],
  ['a number to the base of sixty', 'a: 12:30\n'],
  ['nothing', 'a:\nb: 1\n'],
])('%s is refused', (_, text) => {
  expect(() => readYaml(text)).toThrow(/^line \d+ is not read here/);
});
