/**
 * Statements of one transaction sent in one go, without waiting for each other's answers. They may arrive in any order,
 * so none may need another's effect or lock. Like `Promise.all`, except that it rejects only when all have settled:
 * none may be sent after the rollback, into somebody else's transaction. What made the transaction fail is reported, not
 * that the others found it failed.
 */
export async function together<T extends readonly unknown[] | []>(work: T): Promise<{ -readonly [P in keyof T]: Awaited<T[P]> }> {
  const settled = await Promise.allSettled(work);
  const failures = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
  if (failures.length > 0) throw failures.find((error) => !isFollowing(error)) ?? failures[0];
  return settled.map((one) => (one as PromiseFulfilledResult<unknown>).value) as { -readonly [P in keyof T]: Awaited<T[P]> };
}

const FAILED_TRANSACTION = '25P02';
const isFollowing = (error: unknown): boolean =>
  error instanceof Error && (error.cause as { code?: unknown } | undefined)?.code === FAILED_TRANSACTION;
