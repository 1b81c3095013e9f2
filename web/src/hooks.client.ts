import { overwriteGetLocale, locales } from '#lib/i18n/messages.ts';

// The browser agrees with what the server painted, whatever cookies and languages say since.
overwriteGetLocale(() => locales.find((locale) => locale === document.documentElement.lang) ?? 'en');
