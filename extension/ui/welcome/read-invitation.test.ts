import { expect, test } from 'vitest';
import { text } from '../text.ts';
import { readInvitation } from './read-invitation.ts';

const CODE = 'K7QM-2FXD-9RTA';
const server = (typed: string) => readInvitation(typed, CODE);

test('an address is brought into shape', () => {
  expect(server('https://study.example.org')).toEqual({ serverUrl: 'https://study.example.org', code: CODE });
  expect(server(' study.example.org/ ')).toEqual({ serverUrl: 'https://study.example.org', code: CODE });
  expect(server('https://example.org/study/')).toEqual({ serverUrl: 'https://example.org/study', code: CODE });
});

test('plain HTTP is refused everywhere but on this machine', () => {
  expect(server('http://study.example.org')).toEqual({ field: 'server', problem: text.enrol.serverInsecure });
  expect(server('http://localhost.example.org')).toEqual({ field: 'server', problem: text.enrol.serverInsecure });
  expect(server('http://localhost:8787')).toEqual({ serverUrl: 'http://localhost:8787', code: CODE });
  expect(server('localhost:8787')).toEqual({ serverUrl: 'http://localhost:8787', code: CODE });
  expect(server('http://127.0.0.1:8787/')).toEqual({ serverUrl: 'http://127.0.0.1:8787', code: CODE });
});

test('what is no address is told apart from what is unsafe', () => {
  expect(server('')).toEqual({ field: 'server', problem: text.enrol.serverMissing });
  expect(server('my study')).toEqual({ field: 'server', problem: text.enrol.serverInvalid });
  expect(server('ftp://study.example.org')).toEqual({ field: 'server', problem: text.enrol.serverInvalid });
  expect(server('study')).toEqual({ field: 'server', problem: text.enrol.serverInvalid });
  expect(server('https://me:secret@study.example.org')).toEqual({
    field: 'server',
    problem: text.enrol.serverCredentials,
  });
});

test('a code may be typed without dashes, with spaces, in small letters', () => {
  for (const typed of ['k7qm2fxd9rta', ' K7QM 2FXD 9RTA ', 'k7qm-2fxd9rta']) {
    expect(readInvitation('study.example.org', typed)).toEqual({ serverUrl: 'https://study.example.org', code: CODE });
  }
});

test('an incomplete code, or letters that no code has, is refused with the format', () => {
  for (const typed of ['', 'K7QM-2FXD', 'K7QM-2FXD-9RTO', 'K7QM-2FXD-9RTA-X']) {
    expect(readInvitation('study.example.org', typed)).toEqual({ field: 'code', problem: text.enrol.codeWrong });
  }
});

test('an invitation link is taken apart; a code typed beside it goes first', () => {
  for (const link of [`https://study.example.org/join/${CODE}`, `https://study.example.org/?code=${CODE}`]) {
    expect(readInvitation(link, '')).toEqual({ serverUrl: 'https://study.example.org', code: CODE });
  }
  expect(readInvitation(`study.example.org#${CODE}`, 'AAAA-BBBB-CCCC')).toEqual({
    serverUrl: 'https://study.example.org',
    code: 'AAAA-BBBB-CCCC',
  });
});
