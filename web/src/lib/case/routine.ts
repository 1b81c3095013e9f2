import type { FactItem, Timeline } from '#lib/api/index.ts';

const ROUTINE: ReadonlySet<FactItem['type']> = new Set(['PlaceEntered', 'WaitBegan', 'HandoffRenewed', 'ProviderAsked']);

/** What the machine notes while nothing happens to the debtor: kept, and folded. */
export const isRoutine = (item: Timeline['items'][number]) => item.kind === 'fact' && ROUTINE.has(item.type);
