import ArrowRightLeft from '@lucide/svelte/icons/arrow-right-left';
import Inbox from '@lucide/svelte/icons/inbox';
import type { Component } from 'svelte';
import { m } from '#lib/i18n/messages.ts';

export type Place = { href: string; label: () => string; icon: Component };

/** Where one can go. A place is listed once its screen exists. */
export const PLACES: readonly Place[] = [
  { href: '/work', label: m.nav_work, icon: Inbox },
  { href: '/handoffs', label: m.nav_handoffs, icon: ArrowRightLeft },
];

export const isAt = (place: Place, path: string) => path === place.href || path.startsWith(`${place.href}/`);

/** A mark beside an icon holds two digits. */
export const countWords = (count: number) => (count > 99 ? '99+' : String(count));
