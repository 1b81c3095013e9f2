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

/**
 * `unknown` ranks below `submitted`: later evidence raises it. `failed` ranks below `sent`: what was once seen to leave is
 * never counted as if it had not.
 */
const RANK: Record<Exclude<AttemptStatus, Stopped>, number> = {
  reserved: 0,
  submitting: 1,
  unknown: 2,
  submitted: 3,
  failed: 4,
  sent: 5,
  undelivered: 6,
  delivered: 7,
  read: 8,
};
type Stopped = 'suppressed' | 'cancelled';
const isStopped = (status: AttemptStatus): status is Stopped => status === 'suppressed' || status === 'cancelled';

/** Whether `next` is news about an attempt that stands at `current`. Statuses only rise; what was stopped stays so. */
export function rises(current: AttemptStatus, next: AttemptStatus): boolean {
  if (isStopped(current)) return false;
  return isStopped(next) ? current === 'reserved' : RANK[next] > RANK[current];
}

/** Statuses after which nothing more has to be waited for before the case goes on. */
export const ENDED: readonly AttemptStatus[] = ['suppressed', 'cancelled', 'unknown', 'failed', 'undelivered', 'delivered', 'read'];
export const hasEnded = (status: AttemptStatus): boolean => ENDED.includes(status);

/** Only what never left us frees a cap; everything else counts. */
export const neverLeft = (status: AttemptStatus): boolean => isStopped(status) || status === 'failed';

/** A provider's word for how far a message got, as our status. */
export const reported = ({
  status,
  left,
}: {
  status: 'submitted' | 'sent' | 'delivered' | 'read' | 'failed';
  left: boolean;
}): AttemptStatus => (status === 'failed' && left ? 'undelivered' : status);
