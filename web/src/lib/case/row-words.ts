import CalendarClock from '@lucide/svelte/icons/calendar-clock';
import Hand from '@lucide/svelte/icons/hand';
import Lock from '@lucide/svelte/icons/lock';
import Pause from '@lucide/svelte/icons/pause';
import Phone from '@lucide/svelte/icons/phone';
import Plus from '@lucide/svelte/icons/plus';
import User from '@lucide/svelte/icons/user';
import Zap from '@lucide/svelte/icons/zap';
import type { Component } from 'svelte';
import { localDate } from '#domain/time/local.ts';
import type { CaseRow } from '#lib/api/index.ts';
import { amount, localDay, sentence } from '#lib/i18n/format.ts';
import { m } from '#lib/i18n/messages.ts';
import { WHY_WORDS } from '#lib/words/words.ts';
import { nextWhat } from './next-words.ts';

export type RowWords = { reason: string; icon: Component; tone: 'plain' | 'overdue' | 'due' | 'done' };

/** Why a case stands where it stands in the queue: one line, an icon and a tone that never speaks alone. */
export function rowWords(row: CaseRow, now: number): RowWords {
  if (!row.open) return { reason: m.row_closed(), icon: Lock, tone: 'plain' };
  if (row.handoff) return handoffWords(row.handoff);
  if (row.promise) return promiseWords(row.promise, row.zone, now);
  const reason = sentence(nextWhat(row.next, row.zone, now));
  if (row.next.because === 'hold') return { reason, icon: Pause, tone: 'plain' };
  if (row.queue === 'callbacks') return { reason, icon: Phone, tone: 'due' };
  return { reason, icon: row.queue === 'new' ? Plus : Zap, tone: 'plain' };
}

function handoffWords({ claimedBy, why }: NonNullable<CaseRow['handoff']>): RowWords {
  if (claimedBy) return { reason: m.row_with({ name: claimedBy.name }), icon: User, tone: 'plain' };
  return { reason: sentence(WHY_WORDS[why]()), icon: Hand, tone: why === 'dispute' || why === 'promise-broken' ? 'overdue' : 'due' };
}

function promiseWords({ amountMinor, currency, dueOn }: NonNullable<CaseRow['promise']>, zone: string, now: number): RowWords {
  const promised = `${amount(amountMinor, currency)} ${currency}`;
  const today = localDate(now, zone) >= dueOn;
  const reason = today ? m.row_promise_today({ amount: promised }) : m.row_promise({ amount: promised, day: localDay(dueOn) });
  return { reason, icon: CalendarClock, tone: today ? 'due' : 'plain' };
}
