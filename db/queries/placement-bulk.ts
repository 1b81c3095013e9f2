/** Rows a statement: far below the 65,535 parameters PostgreSQL takes, whatever the table. */
const AT_ONCE = 500;

/** Writes many rows, a statement a few hundred of them, in the order given. */
export async function inChunks<T>(rows: readonly T[], write: (some: T[]) => PromiseLike<unknown>): Promise<void> {
  for (let from = 0; from < rows.length; from += AT_ONCE) await write(rows.slice(from, from + AT_ONCE));
}

/** As `inChunks`, with what the statements answer. */
export async function askInChunks<T, Answer>(rows: readonly T[], ask: (some: T[]) => PromiseLike<readonly Answer[]>): Promise<Answer[]> {
  const answers: Answer[] = [];
  await inChunks(rows, async (some) => answers.push(...(await ask(some))));
  return answers;
}
