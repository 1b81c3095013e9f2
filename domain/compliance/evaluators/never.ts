import { type Evaluator, PASSES } from './evaluator.ts';

/** Rules that are data for other parts of the product: they bind, but say nothing about a single attempt. */
export const never: Evaluator = { requires: () => [], uses: [], judge: () => PASSES };
