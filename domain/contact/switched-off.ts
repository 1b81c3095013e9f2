import type { Span } from '#domain/time/local.ts';

/** The name of the stop that a kill switch sets. It passes when a person lifts it, and is no fault of any address. */
export const SWITCHED_OFF = 'SWITCHED-OFF';

/** Calendar time until a contact that met a switch is tried again. */
export const SWITCH_LOOK_AGAIN: Span = { hours: 6 };
