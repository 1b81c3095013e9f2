import { createClient, type Client } from '#lib/api/client/index.ts';

/** The API as the browser sees it: same address, the session in its cookie. */
export const browserApi = (): Client => createClient({ baseUrl: '/api/v1' });
