import { defaultGrpcRetryOptions, makeGrpcRetryInterceptor } from '@temporalio/client';

const FIRST_AGAIN_MS = 30;

/**
 * For connections to the engine. A run that is just continuing as new refuses what reaches it as RESOURCE_EXHAUSTED, which
 * the client by itself leaves alone for up to two seconds: all the patience of whoever clicked. Here it is tried again at
 * once, and then less and less often.
 */
export const engineRetries = () => [makeGrpcRetryInterceptor(defaultGrpcRetryOptions({ initialIntervalMs: () => FIRST_AGAIN_MS }))];
