/** Ms within which what is waited for comes, however busy the machine. */
export const SOON = 10_000;
