export { m } from '#web/.svelte-kit/paraglide/messages.js';
export { getLocale, locales, overwriteGetLocale, type Locale } from '#web/.svelte-kit/paraglide/runtime.js';
