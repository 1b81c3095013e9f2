import { createHash, randomBytes } from 'node:crypto';

export const KEY_PREFIX = 'c1_';
/** 256 random bits: a plain hash is enough, nobody can try them all. */
export const newKey = (): string => KEY_PREFIX + randomBytes(32).toString('base64url');
export const hashOfKey = (key: string): string => createHash('sha256').update(key).digest('hex');
