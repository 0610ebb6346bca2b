import { expect, test } from 'vitest';
import type { ErasureCertificate } from '../../shared/api/rights.ts';
import type { Consent } from '../../shared/session/consent.ts';
import { SyncError } from './server-client.ts';
import { type Duty, tellServer, type TellDeps } from './tell-server.ts';

const certificate = { certificate: 'codesight-erasure', id: 'an id' } as ErasureCertificate;
const consent = { version: '2026-01-01', grantedAt: 5 } as Consent;
const withdrawal: Duty = { act: 'withdraw', purposes: ['training'], at: 1 };

function outside(duties: Duty[], change: Partial<TellDeps> = {}) {
  const told: unknown[] = [];
  const deps: TellDeps = {
    duties: async () => [...duties],
    done: async () => void duties.shift(),
    failed: async (reason) => void told.push(`failed: ${reason}`),
    accessLost: async (reason) => void told.push(`access lost: ${reason}`),
    withdraw: async (one) => void told.push(one),
    erase: async () => certificate,
    erased: async (one) => void told.push(one),
    untoldConsent: async () => null,
    agree: async (one) => void told.push(one),
    agreed: async () => void told.push('agreed'),
    ...change,
  };
  return { deps, told };
}

test('R8.13: what was withdrawn is told oldest first, and before a new consent', async () => {
  const duties: Duty[] = [withdrawal, { act: 'withdraw', purposes: ['audio'], at: 2 }];
  const { deps, told } = outside(duties, { untoldConsent: async () => consent });
  expect(await tellServer(deps)).toBe(true);
  expect(told).toEqual([{ purposes: ['training'], at: 1 }, { purposes: ['audio'], at: 2 }, consent, 'agreed']);
  expect(duties).toEqual([]);
});

test('offline, a withdrawal is kept, nothing may be sent, and the next try tells it', async () => {
  const duties = [withdrawal];
  let online = false;
  const { deps, told } = outside(duties, {
    withdraw: async () => {
      if (!online) throw new SyncError('The server cannot be reached.', 'later');
    },
  });
  expect(await tellServer(deps)).toBe(false);
  expect(duties).toEqual([withdrawal]);
  expect(told).toEqual(['failed: The server cannot be reached.']);
  online = true;
  expect(await tellServer(deps)).toBe(true);
  expect(duties).toEqual([]);
});

test('after an erasure its certificate is kept, and nothing more is sent', async () => {
  const duties: Duty[] = [{ act: 'erase' }];
  const { deps, told } = outside(duties, { untoldConsent: () => Promise.reject(new Error('is not asked for')) });
  expect(await tellServer(deps)).toBe(false);
  expect([told, duties]).toEqual([[certificate], []]);
});

test('who was erased elsewhere has nothing left to tell', async () => {
  const gone = () => Promise.reject(new SyncError('This participant was erased here.', 'never', { status: 410 }));
  const duties = [withdrawal];
  const { deps, told } = outside(duties, { withdraw: gone });
  expect(await tellServer(deps)).toBe(false);
  expect([told, duties]).toEqual([[null], []]);
});

test('a consent that came too late is told once, and does not keep back what may be sent', async () => {
  const gone = () => Promise.reject(new SyncError('It was withdrawn.', 'never', { status: 410 }));
  const { deps, told } = outside([], { untoldConsent: async () => consent, agree: gone });
  expect(await tellServer(deps)).toBe(true);
  expect(told).toEqual(['agreed']);
});

test('a device that lost its access says so, and keeps what it has to tell until it has joined again', async () => {
  const duties = [withdrawal];
  const { deps, told } = outside(duties, {
    withdraw: () => Promise.reject(new SyncError('This token was revoked.', 'never', { status: 401 })),
  });
  expect(await tellServer(deps)).toBe(false);
  expect(told).toEqual(['failed: This token was revoked.', 'access lost: This token was revoked.']);
  expect(duties).toEqual([withdrawal]);
});
