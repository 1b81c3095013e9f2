/** Channels a contact can leave by. Later ones join here and get an adapter. */
export const CHANNELS = ['sms'] as const;
export type Channel = (typeof CHANNELS)[number];
