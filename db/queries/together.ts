/**
 * Statements of one transaction sent in one go, without waiting for each other's answers. They may arrive in any order,
 * so none may need another's effect or lock. Like `Promise.all`, except that it rejects only when all have settled:
 * none may be sent after the rollback, into somebody else's transaction.
 */
export async function together<T extends readonly unknown[] | []>(work: T): Promise<{ -readonly [P in keyof T]: Awaited<T[P]> }> {
  const settled = await Promise.allSettled(work);
  const failed = settled.find(({ status }) => status === 'rejected');
  if (failed) throw (failed as PromiseRejectedResult).reason;
  return settled.map((one) => (one as PromiseFulfilledResult<unknown>).value) as { -readonly [P in keyof T]: Awaited<T[P]> };
}
