import { sql, type SQL } from 'drizzle-orm';
import type { Transaction } from '#db/client.ts';

/** A row of truth that is not what was written, or is missing. `seq`: where in its chain. */
export type BrokenLink = { table: 'case_event' | 'attempt_event' | 'ledger_entry'; key: string; seq: number; why: BrokenWhy };
/** `gap`: a row before it is missing; `fork`: it follows another row; `changed`: a byte differs; `tail`: the last rows are missing. */
export type BrokenWhy = 'gap' | 'fork' | 'changed' | 'tail';

type Chain = { table: BrokenLink['table']; key: string; parts: string };

/** What each link covers, as the triggers that write it have it. */
const CHAINS: readonly Chain[] = [
  {
    table: 'case_event',
    key: 'case_id',
    parts: 'case_id::text, seq::text, type, body::text, input_id::text, ms(occurred_at), ms(recorded_at)',
  },
  { table: 'attempt_event', key: 'attempt_id', parts: 'attempt_id, seq::text, status, raised, evidence, detail::text, ms(recorded_at)' },
  {
    table: 'ledger_entry',
    key: 'account_id',
    parts: 'account_id::text, seq::text, kind, amount_minor::text, currency, external_id, ms(occurred_at), ms(recorded_at)',
  },
];

/**
 * Recomputes every link of the tenant's chains from what the rows say, and holds their ends against the projections.
 * Finds a byte, a row or a tail changed by whoever could get past the triggers; not a chain written anew from some row
 * to its end together with its projection: against that only a copy kept elsewhere helps.
 * @param tx as a role that sees the whole tenant
 */
export async function verifyChains(tx: Transaction): Promise<BrokenLink[]> {
  const broken: BrokenLink[] = [];
  for (const query of [...CHAINS.map(brokenLinks), ...TAILS]) broken.push(...(await tx.execute<BrokenLink>(query)));
  return broken;
}

const brokenLinks = ({ table, key, parts }: Chain): SQL => sql`
  select ${table} as table, key, seq, why from (
    select ${sql.raw(key)}::text as key, seq, case
      when seq <> coalesce(lag(seq) over chain, 0) + 1 then 'gap'
      when previous_hash is distinct from lag(hash) over chain then 'fork'
      when hash is distinct from link_hash(lag(hash) over chain, ${sql.raw(parts)}) then 'changed'
    end as why
    from ${sql.identifier(table)} window chain as (partition by ${sql.raw(key)} order by seq)
  ) link where why is not null order by key, seq`;

const TAILS: readonly SQL[] = [
  sql`select 'case_event' as table, s.case_id::text as key, s.seq, 'tail' as why from case_state s
    where s.seq <> coalesce((select max(e.seq) from case_event e where e.case_id = s.case_id), 0) order by 2`,
  sql`select 'attempt_event' as table, a.id as key, coalesce(e.last, 0) as seq, 'tail' as why from attempt a
    left join lateral (select max(seq) as last, (array_agg(status order by seq desc) filter (where raised = 'yes'))[1] as status
      from attempt_event e where e.attempt_id = a.id) e on true
    where a.status is distinct from e.status order by 2`,
  sql`select 'ledger_entry' as table, a.id::text as key, coalesce(l.last, 0) as seq, 'tail' as why from account a
    left join lateral (select max(seq) as last, sum(amount_minor) as balance from ledger_entry l where l.account_id = a.id) l on true
    where a.balance_minor <> coalesce(l.balance, 0) order by 2`,
];
