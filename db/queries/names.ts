import { inArray } from 'drizzle-orm';
import type { Transaction } from '#db/client.ts';
import { member } from '#db/schema/auth.ts';

export type NameOf = (actor: string) => { id: string; name: string };

/** Names of colleagues for what they did; programs and the machine go by what they are. */
export async function namesOf(tx: Transaction, actors: readonly (string | null | undefined)[]): Promise<NameOf> {
  const asked = [...new Set(actors.flatMap((actor) => actor ?? []))];
  const rows =
    asked.length === 0 ? [] : await tx.select({ id: member.userId, name: member.name }).from(member).where(inArray(member.userId, asked));
  const known = new Map(rows.map(({ id, name }) => [id, name]));
  return (actor) => ({ id: actor, name: known.get(actor) ?? (actor.startsWith('key:') ? 'API' : actor) });
}
