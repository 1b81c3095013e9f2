export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** What the cookie says, or the system's choice: the page is painted right the first time. */
export const themeOf = (cookie: string | undefined): Theme => THEMES.find((theme) => theme === cookie) ?? 'system';
