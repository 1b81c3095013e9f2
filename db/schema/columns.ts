import { bigint, char, text, timestamp, uuid } from 'drizzle-orm/pg-core';

/** The organisation that subscribes: every row carries it, and row security compares it. */
export const tenantId = () => uuid().notNull();
/** The tenant's client whose data stands apart: a user sees granted creditors only. */
export const creditorId = () => uuid().notNull();
export const instant = () => timestamp({ withTimezone: true, precision: 3, mode: 'date' });
export const recordedAt = () => instant().notNull().defaultNow();
/** Integer minor units; a balance stays far below 2^53. */
export const minor = () => bigint({ mode: 'number' });
export const currency = () => char({ length: 3 });
/** A step's id, and so an attempt's: `caseId:epoch:seq:n`. */
export const stepId = () => text();
