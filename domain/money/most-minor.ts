/**
 * The most one amount may be, in minor units: what people owe and pay stays far below, in any currency, and sums of
 * hundreds of such amounts are still exact. One amount at the edge of what a number holds makes every sum with it unreadable.
 */
export const MOST_MINOR = 10_000_000_000_000;
