/**
 * How far an attempt got, from its reservation to its end. `unknown`: the provider may or may not have taken it;
 * `failed`: it never left; `undelivered`: it left and did not arrive.
 */
export const ATTEMPT_STATUSES = [
  'reserved',
  'suppressed',
  'cancelled',
  'submitting',
  'unknown',
  'submitted',
  'sent',
  'failed',
  'undelivered',
  'delivered',
  'read',
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
  undelivered: 6,
  delivered: 7,
  read: 8,
};

/** Whether `next` is news about an attempt that stands at `current`. Statuses only rise; what never left stays so. */
export function rises(current: AttemptStatus, next: AttemptStatus): boolean {
  return RANK[next] > RANK[current];
}

/** Statuses after which nothing more has to be waited for before the case goes on. */
export const ENDED: readonly AttemptStatus[] = ['suppressed', 'cancelled', 'unknown', 'failed', 'undelivered', 'delivered', 'read'];
export const hasEnded = (status: AttemptStatus): boolean => ENDED.includes(status);

/** Only what never left us frees a cap; everything else counts. */
export const neverLeft = (status: AttemptStatus): boolean => status === 'suppressed' || status === 'cancelled' || status === 'failed';

/** A provider's word for how far a message got, as our status. */
export const reported = ({
  status,
  left,
}: {
  status: 'submitted' | 'sent' | 'delivered' | 'read' | 'failed';
  left: boolean;
}): AttemptStatus => (status === 'failed' && left ? 'undelivered' : status);
