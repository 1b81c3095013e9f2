import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';

export type Desk = { page: Page; context: BrowserContext; complaints: string[] };

export const openBrowser = (): Promise<Browser> => chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });

/** A browser of one person. What it complains about, a refused style or a failed script, is kept: refusals of the API are not complaints. */
export async function openDesk(browser: Browser, origin: string, cookie = '', options: BrowserContextOptions = {}): Promise<Desk> {
  const context = await browser.newContext({ baseURL: origin, viewport: { width: 1440, height: 900 }, locale: 'en-GB', ...options });
  await context.addCookies(
    cookie.split('; ').flatMap((pair) => {
      const [name, value] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
      return name ? [{ name, value, url: origin }] : [];
    }),
  );
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return { page, context, complaints };
}

/** Script runs: from here on keys are heard. */
export const awake = (page: Page) => page.locator('html[data-awake]').waitFor();
