import { open, seal } from '#db/seal.ts';

const WIDTH = 16;
const context = (tenantId: string) => `cursor:${tenantId}`;

/** Cursors number the changes of all tenants, so nobody is shown one: it would tell how much goes on elsewhere. */
export const sealCursor = (secret: string, tenantId: string, cursor: number): string =>
  seal(secret, String(cursor).padStart(WIDTH, '0'), context(tenantId));

/** @returns undefined for one this tenant was not given */
export function openCursor(secret: string, tenantId: string, sealed: string): number | undefined {
  try {
    return Number(open(secret, sealed, context(tenantId)));
  } catch {
    return undefined;
  }
}
