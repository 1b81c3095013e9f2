/** How far an attempt got, from its reservation to its end. `unknown`: the provider may or may not have taken it. */
export const ATTEMPT_STATUSES = [
  'reserved',
  'suppressed',
  'cancelled',
  'submitting',
  'unknown',
  'submitted',
  'sent',
  'delivered',
  'read',
  'failed',
] as const;
export type AttemptStatus = (typeof ATTEMPT_STATUSES)[number];

/** `unknown` ranks below `submitted`: later evidence raises it. `failed` is evidence too, but never above a delivery. */
const RANK: Record<AttemptStatus, number> = {
  reserved: 0,
  suppressed: 10,
  cancelled: 10,
  submitting: 1,
  unknown: 2,
  submitted: 3,
  sent: 4,
  failed: 5,
  delivered: 6,
  read: 7,
};

/** Whether `next` is news about an attempt that stands at `current`. Statuses only rise; what never left stays so. */
export function rises(current: AttemptStatus, next: AttemptStatus): boolean {
  return RANK[next] > RANK[current];
}

/** Statuses after which nothing more has to be waited for before the case goes on. */
export const ENDED: readonly AttemptStatus[] = ['suppressed', 'cancelled', 'unknown', 'delivered', 'read', 'failed'];
export const hasEnded = (status: AttemptStatus): boolean => ENDED.includes(status);

/** Only what never left us frees a cap; everything else counts. */
export const neverLeft = (status: AttemptStatus): boolean => status === 'suppressed' || status === 'cancelled' || status === 'failed';
