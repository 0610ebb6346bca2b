import { expect, test } from 'vitest';
import { type Surroundings, whyWait } from './why-wait.ts';

const careful = { notOnMetered: true, notOnLowBattery: true };
const careless = { notOnMetered: false, notOnLowBattery: false };
const silent: Surroundings = { connection: null, battery: null };
const on = (type: string, saveData = false): Surroundings => ({ ...silent, connection: { type, saveData } });
const powered = (level: number, charging: boolean): Surroundings => ({ ...silent, battery: { level, charging } });

test('a browser that tells nothing of the device keeps nothing back', () => {
  expect(whyWait(false, careful, silent)).toBeNull();
  expect(whyWait(false, careful, { connection: {}, battery: null })).toBeNull();
});

test('what is paused waits, whatever the device is like', () => {
  expect(whyWait(true, careless, silent)).toBe('paused');
  expect(whyWait(true, careful, on('cellular'))).toBe('paused');
});

test('connections that are paid for by the byte are spared, and those of people who save data', () => {
  for (const type of ['cellular', 'bluetooth', 'wimax']) expect(whyWait(false, careful, on(type))).toBe('metered');
  for (const type of ['wifi', 'ethernet', 'unknown']) expect(whyWait(false, careful, on(type))).toBeNull();
  expect(whyWait(false, careful, on('wifi', true))).toBe('data-saver');
  expect(whyWait(false, careless, on('cellular', true))).toBeNull();
});

test('a battery that is low is spared unless it is being charged', () => {
  expect(whyWait(false, careful, powered(0.2, false))).toBe('battery');
  expect(whyWait(false, careful, powered(0.21, false))).toBeNull();
  expect(whyWait(false, careful, powered(0.05, true))).toBeNull();
  expect(whyWait(false, careless, powered(0.05, false))).toBeNull();
});
